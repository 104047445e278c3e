import { describe, expect, it } from '@jest/globals'
import type { AlignedPackage } from '../../../src/model/alignment.ts'
import { moduleFile, packageFile } from '../inventory/sample-files.ts'
import { alignFiles } from './align-files.ts'

const single = (more: string, files: Readonly<Record<string, string>> = {}, config = {}): AlignedPackage => {
  const { packages } = alignFiles(
    {
      'default.nix': '{ pkgs }: { modules = import ./modules; thing = pkgs.callPackage ./pkgs/thing { }; }',
      'modules/default.nix': '{ imports = [ ]; }',
      'pkgs/thing/default.nix': packageFile('thing', 'buildGoModule', more),
      ...files,
    },
    config,
  )
  const [first] = packages
  if (first === undefined) throw new Error('no package')
  return first
}

const otherService = {
  'modules/default.nix': '{ imports = [ ./other.nix ]; }',
  'modules/other.nix': moduleFile('other'),
}

describe('kind', () => {
  it.each([
    ['passthru.atproto = { type = "application"; services = [ "thing" ]; };', 'service'],
    ['passthru.atproto = { type = "application"; services = [ "frontend" ]; };', 'frontend'],
    ['passthru.atproto = { type = "application"; services = [ ]; };', 'unknown'],
    ['passthru.atproto = { type = "library"; services = [ ]; };', 'library'],
    ['passthru.atproto = { type = "tool"; };', 'tool'],
    ['passthru.services.default = { };', 'service'],
    ['meta.description = "Command-line tool for things";', 'tool'],
    ['meta.description = "A language server for things";', 'tool'],
    ['meta.description = "Bindings for things";', 'library'],
    ['meta = { mainProgram = "x-exporter"; description = "Dashboard for the exporter"; };', 'unknown'],
    ['meta.description = "Dashboard for the exporter";', 'frontend'],
    ['meta.description = "A plugin for the server";', 'library'],
    ['meta.description = "Things";', 'unknown'],
    ['', 'unknown'],
  ])('of a package with %s', (more, kind) => {
    expect(single(more, otherService).kind).toBe(kind)
  })

  it('adds hints up, and lists each', () => {
    const { kind, evidence } = single(
      'meta = { mainProgram = "thingd"; description = "Storage daemon"; };',
      otherService,
    )
    expect(kind).toBe('service')
    expect(evidence.map(({ text }) => text)).toEqual([
      'its program thingd is named like a daemon',
      'its description says "daemon"',
    ])
  })

  it('does not take a Python package without a program for a service', () => {
    const text = packageFile('aio-server', 'buildPythonPackage', 'meta.description = "UDP server";')
    expect(single('', { ...otherService, 'pkgs/thing/default.nix': text }).kind).toBe('unknown')
  })

  it('does not guess a service where the repository has no module that runs one', () => {
    expect(single('meta = { mainProgram = "thingd"; description = "Storage daemon"; };').kind).toBe('unknown')
  })

  it('is what the config says', () => {
    expect(single('passthru.atproto.services = [ "x" ];', {}, { kinds: { thing: 'tool' } }).kind).toBe('tool')
  })
})

const service = 'passthru.atproto = { type = "application"; services = [ "thing" ]; };'

describe('status', () => {
  it('is missing without a module', () => {
    expect(single(service)).toMatchObject({ status: 'missing-module', modules: [], services: [] })
  })

  it('is aligned with a module that users reach', () => {
    const files = {
      'modules/default.nix': '{ imports = [ ./thing.nix ]; }',
      'modules/thing.nix': moduleFile('thing'),
    }
    expect(single(service, files)).toMatchObject({
      status: 'aligned',
      modules: ['modules/thing.nix'],
      services: ['services.thing'],
      reason: 'modules/thing.nix configures it, reached from default.nix, modules/default.nix.',
    })
  })

  it('is missing where no entry point reaches the module', () => {
    expect(single(service, { 'modules/thing.nix': moduleFile('thing') })).toMatchObject({
      status: 'missing-module',
      modules: ['modules/thing.nix'],
    })
  })

  it('is waived by the config, with who did and why', () => {
    const waivers = [{ package: 'thing', reason: 'runs in a container', author: 'ann' }]
    expect(single(service, {}, { waivers })).toMatchObject({
      status: 'waived',
      reason: 'ann waived it: runs in a container.',
    })
  })

  it('is waived by a comment at the package', () => {
    const text = `# nur-keeper: allow missing-module — runs in a container\n${packageFile('thing', 'buildGoModule', service)}`
    expect(single(service, { 'pkgs/thing/default.nix': text })).toMatchObject({
      status: 'waived',
      reason: 'A comment waives it: runs in a container.',
    })
  })

  it('is disabled for a broken package', () => {
    expect(single(`${service} meta.broken = true;`).status).toBe('disabled')
  })

  it('is aligned where the package brings its own service', () => {
    expect(single('passthru.services.default = { };').status).toBe('aligned')
  })

  it('needs nothing for a tool', () => {
    expect(single('passthru.atproto.type = "tool";')).toMatchObject({
      status: 'not-a-service',
      reason: 'It is a tool, which needs no module.',
    })
  })
})

describe('matching', () => {
  const organisations = {
    'default.nix':
      '{ pkgs }: { modules = import ./modules; ann-thing = pkgs.callPackage ./pkgs/ann/thing.nix { }; ann-thing-bin = pkgs.callPackage ./pkgs/ann/thing-bin.nix { }; bob-thing = pkgs.callPackage ./pkgs/bob/thing.nix { }; bob-other = pkgs.callPackage ./pkgs/bob/other.nix { }; }',
    'pkgs/ann/thing.nix': packageFile('thing', 'buildGoModule', service),
    'pkgs/ann/thing-bin.nix': packageFile('thing-bin', 'buildGoModule', service),
    'pkgs/bob/thing.nix': packageFile('thing', 'buildGoModule', service),
    'pkgs/bob/other.nix': packageFile('other', 'buildGoModule', service),
  }
  const modulesOf = (module: string, path: string): unknown => {
    const { packages } = alignFiles({
      ...organisations,
      'modules/default.nix': `{ imports = [ ../${path} ]; }`,
      [path]: module,
    })
    return Object.fromEntries(
      packages.filter(({ modules }) => modules.length > 0).map((one) => [one.package.attr, one.modules]),
    )
  }

  it('goes by the default of the package option, across organisations', () => {
    const module = moduleFile(
      'any',
      'package = lib.mkOption { default = pkgs.callPackage ../../pkgs/bob/thing.nix { }; };',
    )
    expect(modulesOf(module, 'modules/carol/any.nix')).toEqual({ 'bob-thing': ['modules/carol/any.nix'] })
  })

  it('goes by names within the organisation, and gives variants their share', () => {
    expect(modulesOf(moduleFile('thing'), 'modules/ann/thing.nix')).toEqual({
      'ann-thing': ['modules/ann/thing.nix'],
      'ann-thing-bin': ['modules/ann/thing.nix'],
    })
  })

  it('does not choose between two of one name', () => {
    expect(modulesOf(moduleFile('thing'), 'modules/thing.nix')).toEqual({})
  })
})

describe('a unit of a module', () => {
  it('runs the package that it is named after, though another package brings that one along', () => {
    const module = moduleFile('other').replaceAll('systemd.services.other', 'systemd.services.own-ping-thing')
    const files = { 'modules/default.nix': '{ imports = [ ./other.nix ]; }', 'modules/other.nix': module }
    const inside = 'meta.mainProgram = "ping-thing";'
    const { packages } = alignFiles({
      'default.nix':
        '{ pkgs }: { modules = import ./modules; ping-thing = pkgs.callPackage ./thing.nix { }; }',
      'thing.nix': packageFile('ping-thing', 'buildGoModule', inside),
      ...files,
    })
    expect(packages[0]).toMatchObject({
      status: 'aligned',
      reason: expect.stringContaining('The unit own-ping-thing.service runs it'),
    })
  })
})

describe('the summary', () => {
  it('counts', () => {
    const { summary } = alignFiles({
      'default.nix':
        '{ pkgs }: { modules = import ./modules; a = pkgs.callPackage ./a.nix { }; b = pkgs.callPackage ./b.nix { }; }',
      'modules/default.nix': '{ imports = [ ./a.nix ]; }',
      'modules/a.nix': moduleFile('a'),
      'a.nix': packageFile('a', 'buildGoModule', service),
      'b.nix': packageFile('b', 'buildGoModule', service),
    })
    expect(summary).toEqual({
      packages: 2,
      services: 1,
      modules: 1,
      libraries: 0,
      organisations: 0,
      aligned: 1,
      missing: 1,
      waived: 0,
      alignment: 50,
    })
  })

  it('counts a part of a service with the service', () => {
    const { summary } = alignFiles({
      'default.nix': '{ pkgs }: { modules.knot = ./modules/knot.nix; }',
      'modules/knot.nix': moduleFile(
        'knot',
        'metrics.enable = lib.mkEnableOption "metrics"; nginx.enable = lib.mkEnableOption "nginx";',
      ),
    })
    expect(summary.services).toBe(1)
  })

  it('is whole where nothing needs a module', () => {
    expect(alignFiles({ 'default.nix': '{ pkgs }: { }' }).summary.alignment).toBe(100)
  })
})

describe('an inline waiver', () => {
  const module = (comment: string): Readonly<Record<string, string>> => ({
    'default.nix': '{ pkgs }: { modules = { }; }',
    'modules/x.nix': `${comment}${moduleFile('x')}`,
  })

  it('silences the finding it names, with a reason', () => {
    const { problems } = alignFiles(module('# nur-keeper: allow orphan-module — an example for users\n'))
    expect(problems).toEqual([])
  })

  const codesOf = (comment: string): readonly string[] =>
    alignFiles(module(comment))
      .problems.map(({ code }) => code)
      .sort()

  it('waives nothing for another check', () => {
    expect(codesOf('# nur-keeper: allow not-hardened — why\n')).toEqual(['orphan-module'])
  })

  it.each([
    '# nur-keeper: allow orphan-module\n',
    '# nur-keeper: allow orphan-module —\n',
    '# nur-keeper: allow — since it is ours\n',
    '#nur-keeper:allow orphan-module — why\n',
    '/* nur-keeper: allow orphan-module */\n',
  ])('waives nothing without code or reason, and is told so: %j', (comment) => {
    expect(codesOf(comment)).toEqual(['orphan-module', 'waiver-without-reason'])
  })

  it('waives nothing for a code that no check has, and is told so', () => {
    const { problems } = alignFiles(module('# nur-keeper: allow orphan-modules — an example for users\n'))
    expect(problems.map(({ code, message }) => [code, message])).toContainEqual([
      'waiver-without-reason',
      'The waiver of orphan-modules waives nothing: no check has that code.',
    ])
  })

  it('is not looked for in what a comment says about waivers', () => {
    expect(codesOf('# Write `# nur-keeper: allow CODE` above it.\n')).toEqual(['orphan-module'])
  })
})
