import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../../grammar/load.ts'
import type { Library } from '../../../../src/model/inventory.ts'
import type { NixParser } from '../../../../src/nix/parser.ts'
import { readHouseLibrary, type HouseLibrary } from '../../../../src/plan/scaffold/library/house-library.ts'
import { readUnitBuilder } from '../../../../src/plan/scaffold/library/read-unit-builder.ts'
import { createSourceReader } from '../../../../src/plan/scaffold/library/source-reader.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { libraryOf, named, taking } from '../sample.ts'

let parser: NixParser
beforeAll(async () => {
  parser = await loadNixParser()
})

const read = (
  library: Library,
  files: Readonly<Record<string, string>>,
  declared: readonly string[] = [],
): HouseLibrary => {
  const house = readHouseLibrary(
    library,
    createSourceReader(memorySnapshot(files), parser),
    new Set(declared),
  )
  if (house === null) throw new Error('not usable')
  return house
}

const common = `{ lib, ... }:
rec {
  standardRestartConfig = { Restart = "on-failure"; StartLimitBurst = 3; };
  standardSecurityConfig = { ProtectHome = true; ProtectSystem = "strict"; };
  mkDirectoryConfig = cfg: extraDirs: { systemd.tmpfiles.rules = [ "d \${cfg.dataDira}" ] ++ extraDirs; };
}
`

const shared = `{ lib, ... }:
let
  commonLib = import ./common.nix { inherit lib; };
in
rec {
  inherit (commonLib) standardSecurityConfig standardRestartConfig mkDirectoryConfig;
  mkThingServiceOptions = name: extraOptions: { enable = lib.mkEnableOption name; user = 1; group = 1; dataDir = 1; } // extraOptions;
  mkUserConfig = cfg: { users.users.\${cfg.user}.group = cfg.group; };
  mkSystemdService = cfg: serviceName: serviceConfig: {
    systemd.services."thing-\${lib.toLower serviceName}" = {
      wants = [ "network.target" ];
      serviceConfig = standardSecurityConfig // { User = cfg.user; } // (serviceConfig.serviceConfig or { });
    };
  };
  mkValidation = { what }: what;
}
`
const files = { 'lib/common.nix': common, 'lib/shared.nix': shared }
const library = libraryOf('lib/shared.nix', {
  standardSecurityConfig: [],
  standardRestartConfig: [],
  mkDirectoryConfig: [named('cfg'), named('extraDirs')],
  mkThingServiceOptions: [named('serviceName'), named('extraOptions')],
  mkUserConfig: [named('cfg')],
  mkSystemdService: [named('cfg'), named('serviceName'), named('serviceConfig')],
  mkValidation: [taking(['what'])],
})

describe('readHouseLibrary', () => {
  it('takes what works, through re-exports', () => {
    const { roles, fileArguments } = read(library, files)
    expect(fileArguments).toEqual(['lib'])
    expect(Object.keys(roles).sort()).toEqual(['options', 'security', 'unit', 'user'])
    expect(roles.options?.analysis.keys).toEqual(['enable', 'user', 'group', 'dataDir'])
    expect(roles.security?.analysis.values.get('ProtectSystem')).toBe('"strict"')
  })

  it('avoids what systemd ignores and what reads an undeclared option, with the place', () => {
    expect(read(library, files).avoided).toEqual([
      {
        name: 'mkDirectoryConfig',
        path: 'lib/shared.nix',
        line: 1,
        reason: 'it reads `cfg.dataDira`, which no option declares.',
      },
      {
        name: 'standardRestartConfig',
        path: 'lib/common.nix',
        line: 3,
        reason: 'it puts `StartLimitBurst` into the service section, where systemd ignores it.',
      },
    ])
  })

  it('does not accuse a function of reading what other modules declare', () => {
    expect(read(library, files, ['dataDira']).avoided.map(({ name }) => name)).toEqual([
      'standardRestartConfig',
    ])
  })

  it('avoids what the inventory found broken', () => {
    const broken = {
      ...library,
      broken: new Map([['mkUserConfig', 'it names `nobody`, which is not defined.']]),
    }
    expect(read(broken, files).roles.user).toBeUndefined()
  })

  it('leaves a library that wants what no module has', () => {
    const reader = createSourceReader(memorySnapshot(files), parser)
    expect(readHouseLibrary({ ...library, arguments: taking(['craneLib']) }, reader)).toBeNull()
  })
})

describe('readUnitBuilder', () => {
  it('knows the unit, its directives, and how it is given more', () => {
    const reader = createSourceReader(memorySnapshot(files), parser)
    const { unit } = read(library, files).roles
    const builder = unit && readUnitBuilder(unit, { service: 'Pocket', unit: 'thing-pocket' }, reader)
    expect(builder).toMatchObject({ unit: 'thing-pocket', commandKey: null, directivesKey: 'serviceConfig' })
    expect(builder?.directives.keys).toEqual(['ProtectHome', 'ProtectSystem', 'User'])
  })

  it('leaves a builder whose unit it cannot name', () => {
    const text = shared.replace('thing-${lib.toLower serviceName}', '${cfg.unit}')
    const reader = createSourceReader(memorySnapshot({ ...files, 'lib/shared.nix': text }), parser)
    const house = readHouseLibrary(library, reader, new Set(['unit']))
    const unit = house?.roles.unit
    expect(unit === undefined ? null : readUnitBuilder(unit, { service: 'x', unit: 'x' }, reader)).toBeNull()
  })
})
