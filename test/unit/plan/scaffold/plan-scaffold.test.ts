import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatNix } from '../../../../src/nix/format.ts'
import { alignedOf, interfaceOf, packageOf } from '../sample.ts'
import {
  bare,
  everything,
  houses,
  moduleText,
  packageFile,
  parser,
  scaffold,
  sets,
  spindle,
  withOwnLibrary,
  withSimpleLibrary,
  withStrangersLibrary,
} from './houses.ts'

describe('planScaffold', () => {
  it.each(houses)('writes what parses, is formatted and is stable: %s', (_name, house) => {
    for (const own of [null, everything]) {
      const plan = scaffold(house, [spindle(own)])
      expect(plan.refusals).toEqual([])
      expect(plan.modules).toMatchObject([
        { attr: 'tangled-spindle', path: 'modules/tangled/spindle.nix', option: house.option },
      ])
      for (const { content } of plan.files)
        expect(formatNix(parser, content ?? '')).toEqual({ ok: true, text: content })
      expect(scaffold(house, [spindle(own)])).toEqual(plan)
      const written = {
        ...house.files,
        ...Object.fromEntries(plan.files.map(({ path, content }) => [path, content ?? ''])),
      }
      const again = scaffold({ ...house, files: written }, [spindle(own)])
      expect(again.files).toEqual([])
    }
  })

  it('writes none of what goes wrong in such modules', () => {
    for (const [, house] of houses) {
      const text = moduleText(scaffold(house, [spindle(everything)]))
      expect(text).not.toMatch(
        /with lib|CapabilityBoundingSet = \[|network\.target"|escapeShellArg|types\.attrs;|default = null;\n\s*type = lib\.types\.package/,
      )
      expect(text).not.toMatch(/StartLimit/)
    }
  })

  it('says which functions it did without, and where', () => {
    const [module] = scaffold(withStrangersLibrary, [spindle(null)]).modules
    expect(module?.avoided.map(({ name, line }) => [name, line])).toEqual([
      ['mkDirectoryConfig', 1],
      ['mkSystemdService', 5],
      ['standardRestartConfig', 5],
    ])
    expect(module?.calls).toEqual(['mkTangledServiceOptions', 'mkUserConfig', 'standardSecurityConfig'])
  })

  it('registers the module where its siblings are', () => {
    const plan = scaffold(withSimpleLibrary, [spindle(null)])
    expect(plan.files.map(({ path }) => path)).toEqual([
      'modules/tangled/default.nix',
      'modules/tangled/spindle.nix',
    ])
    expect(plan.files[0]?.content).toBe('{\n  imports = [\n    ./knot.nix\n    ./spindle.nix\n  ];\n}\n')
  })

  it('reads the package from the overlay where siblings do, and without one all the same', () => {
    expect(moduleText(scaffold(withOwnLibrary, [spindle(null)]))).toMatch(
      /pkgs\.tangled-spindle\s+or\s+\(pkgs\.callPackage \.\.\/\.\.\/pkgs\/tangled\/spindle\.nix \{ \}\)/,
    )
    const called = {
      ...bare,
      files: {
        ...sets,
        'default.nix': '{ pkgs }: { tangled-spindle = pkgs.hello; }\n',
        'pkgs/tangled/default.nix':
          '{ pkgs, craneLib }: { spindle = pkgs.callPackage ./spindle.nix { inherit craneLib; }; }\n',
      },
    }
    expect(moduleText(scaffold(called, [spindle(null)]))).toContain(
      '(import ../../. { inherit pkgs; }).tangled-spindle',
    )
  })

  it('relaxes for a JIT with the reason beside it', () => {
    expect(moduleText(scaffold(bare, [spindle(interfaceOf({ runtime: 'jvm' }))]))).toMatch(
      /# The JVM compiles bytecode to machine code while it runs\.\n\s+MemoryDenyWriteExecute = false;/,
    )
  })

  it('serves a frontend of static files by nginx', () => {
    const plan = scaffold(
      bare,
      [spindle(null, { kind: 'frontend', status: 'not-a-service' })],
      ['tangled-spindle'],
    )
    expect(moduleText(plan)).toContain('services.nginx')
    expect(moduleText(plan)).not.toContain('systemd.services')
  })

  it('has a site pass on what its package says, and nothing that is more than a path and an address', () => {
    const locations = new Map([
      ['/api/', 'http://127.0.0.1:4444'],
      ['/x/ { } location /', 'http://127.0.0.1'],
      ['/y/', 'http://127.0.0.1; root /'],
      ['/${z}/', 'http://127.0.0.1'],
    ])
    const text = moduleText(
      scaffold(
        bare,
        [spindle({ ...interfaceOf({}), locations }, { kind: 'frontend', status: 'not-a-service' })],
        ['tangled-spindle'],
      ),
    )
    expect(text).toContain('locations."/api/".proxyPass = "http://127.0.0.1:4444";')
    expect(text.match(/proxyPass/g)).toHaveLength(1)
  })

  it('refuses what it should not make, with reason and remedy', () => {
    const packages = [
      spindle(null, { status: 'aligned', modules: ['modules/a.nix'] }),
      alignedOf(packageOf('lexgen'), { kind: 'library', status: 'not-a-service' }),
    ]
    const { refusals, files } = scaffold(bare, packages, ['tangled-spindle', 'lexgen', 'nobody'])
    expect(files).toEqual([])
    expect(refusals.map(({ package: attr, reason }) => [attr, reason])).toEqual([
      ['lexgen', 'It is a library, which nothing has to start.'],
      ['nobody', 'No package of that name is exported.'],
      ['tangled-spindle', '`modules/a.nix` configures it already.'],
    ])
  })

  it('quotes or refuses any name and any word of the repository', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        'in',
        'or',
        '-rf',
        '../x',
        'a"b',
        '${x}',
        "''",
        '*/',
        'a\nb',
        '@x',
        'ünï',
        '\\',
        '%i $y',
      ),
    )
    fc.assert(
      fc.property(nasty, nasty, nasty, fc.boolean(), (name, text, org, grouped) => {
        const own = interfaceOf({
          arguments: [text],
          requiredEnvironment: [text, 'X'],
          stateDirectory: text,
          ports: [{ name: text, port: 80, protocol: 'tcp', environment: text, argument: text }],
        })
        const pkg = packageOf(name, {
          org: grouped ? org : null,
          description: text,
          mainProgram: text,
          serviceInterface: own,
          pname: text,
        })
        const files = { 'default.nix': '{ pkgs }: { }\n', [pkg.location.path]: packageFile }
        const plan = scaffold({ ...bare, files }, [alignedOf(pkg)])
        expect(plan.modules.length + plan.refusals.length).toBe(1)
        for (const { path, content } of plan.files) {
          expect(path).toMatch(
            /^modules\/([A-Za-z0-9_][A-Za-z0-9._+-]*\/)?[A-Za-z0-9_][A-Za-z0-9._+-]*\.nix$/,
          )
          expect(parser.parse(content ?? '').errors).toEqual([])
        }
        for (const { reason } of plan.refusals) expect(reason).not.toMatch(/\n/)
      }),
      { numRuns: 150 },
    )
  })
})
