import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../../grammar/load.ts'
import type { NixParser } from '../../../../src/nix/parser.ts'
import { createFileEdits } from '../../../../src/plan/scaffold/file-edits.ts'
import { registerModule } from '../../../../src/plan/scaffold/register-module.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { inventoryOf } from '../sample.ts'

let parser: NixParser
beforeAll(async () => {
  parser = await loadNixParser()
})

type Outcome = {
  readonly changes: Readonly<Record<string, string | null>>
  readonly decisions: readonly string[]
}

function register(path: string, files: Readonly<Record<string, string>>): Outcome {
  const edits = createFileEdits(memorySnapshot(files))
  const inventory = inventoryOf({
    facts: Object.entries(files).map(([file, text]) => ({
      path: file,
      faults: [],
      undefinedVariables: [],
      fileReferences: [],
      attributeReads: [],
      impurities: [],
      waivers: [],
      emptyWaivers: [],
      mentions: new Set(text.match(/\w+/g)),
      disabledEntries: [],
      directiveSets: [],
    })),
  })
  const { decisions } = registerModule(path, { inventory, edits, parser })
  const changes = Object.fromEntries(edits.changes().map(({ path: changed, content }) => [changed, content]))
  const again = registerModule(path, { inventory, edits, parser })
  expect(Object.fromEntries(edits.changes().map(({ path: changed, content }) => [changed, content]))).toEqual(
    changes,
  )
  expect(again.decisions).toEqual(decisions)
  return { changes, decisions }
}

describe('registerModule', () => {
  it('adds to the imports of the organisation', () => {
    const files = {
      'modules/default.nix': '{\n  imports = [\n    ./tangled\n  ];\n}\n',
      'modules/tangled/default.nix': '{ ... }:\n{\n  imports = [\n    ./knot.nix # git\n  ];\n}\n',
    }
    expect(register('modules/tangled/spindle.nix', files)).toEqual({
      changes: {
        'modules/tangled/default.nix':
          '{ ... }:\n{\n  imports = [\n    ./knot.nix # git\n    ./spindle.nix\n  ];\n}\n',
      },
      decisions: [],
    })
  })

  it('makes the folder of a new organisation, and imports it', () => {
    const files = { 'modules/default.nix': '{\n  imports = [ ./tangled ];\n}\n' }
    const { changes } = register('modules/microcosm/pocket.nix', files)
    expect(changes['modules/microcosm/default.nix']).toBe('{\n  imports = [\n    ./pocket.nix\n  ];\n}\n')
    expect(changes['modules/default.nix']).toContain('./microcosm')
  })

  it('adds to a set of paths, or of imports', () => {
    expect(
      register('modules/tally.nix', { 'modules/default.nix': '{\n  beacon = ./beacon.nix;\n}\n' }).changes,
    ).toEqual({
      'modules/default.nix': '{\n  beacon = ./beacon.nix;\n  tally = ./tally.nix;\n}\n',
    })
    const imports = { 'modules/default.nix': '{\n  beacon = import ./beacon.nix;\n}\n' }
    expect(register('modules/tally.nix', imports).changes['modules/default.nix']).toContain(
      'tally = import ./tally.nix;',
    )
  })

  it('adds to a list of paths, and to lists of folder names', () => {
    expect(
      register('modules/tally.nix', { 'modules/default.nix': '[\n  ./beacon.nix\n]\n' }).changes[
        'modules/default.nix'
      ],
    ).toContain('./tally.nix')
    const names = {
      'modules/default.nix':
        'let\n  names = { core = [ "one" "two" ]; misc = [ "three" ]; };\nin { imports = map (n: ./. + "/${n}") (names.core ++ names.misc); }\n',
      'modules/one/default.nix': '{ imports = [ ]; }',
      'modules/two/default.nix': '{ imports = [ ]; }',
      'modules/three/default.nix': '{ imports = [ ]; }',
    }
    const { changes } = register('modules/four/x.nix', names)
    expect(changes['modules/default.nix']).toContain('"four"')
    expect(Object.keys(changes)).toEqual(['modules/default.nix', 'modules/four/default.nix'])
  })

  it('leaves a folder that is read alone', () => {
    const files = {
      'modules/default.nix':
        '{ imports = map (f: ./. + "/${f}") (builtins.attrNames (builtins.readDir ./.)); }\n',
    }
    expect(register('modules/tally.nix', files)).toEqual({ changes: {}, decisions: [] })
  })

  it('adds to the modules that a flake lists by hand', () => {
    const flake =
      '{\n  outputs = { self }: {\n    nixosModules = {\n      beacon = ./modules/beacon.nix;\n    };\n  };\n}\n'
    const { changes, decisions } = register('modules/tally.nix', { 'flake.nix': flake })
    expect(changes['flake.nix']).toContain('      tally = ./modules/tally.nix;\n')
    expect(decisions).toEqual([])
  })

  it('says what it could not do', () => {
    const { changes, decisions } = register('modules/tally.nix', {
      'modules/default.nix': 'import ./generated.nix\n',
    })
    expect(changes).toEqual({})
    expect(decisions).toEqual([
      '`modules/default.nix` does not import `modules/tally.nix` yet: how it lists its modules is not understood.',
    ])
    expect(register('modules/tally.nix', {}).decisions).toEqual([
      'No file lists modules by hand: import `modules/tally.nix` where users are to find it.',
    ])
  })
})
