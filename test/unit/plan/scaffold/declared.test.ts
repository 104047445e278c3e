import { describe, expect, it } from '@jest/globals'
import type { DeclaredOption, PlainValue, ServiceInterface } from '../../../../src/model/inventory.ts'
import {
  fillText,
  fillValue,
  namesIn,
  type Filling,
} from '../../../../src/plan/scaffold/declared/fill-text.ts'
import { declaredOptions } from '../../../../src/plan/scaffold/declared/declared-options.ts'
import { conditionOf } from '../../../../src/plan/scaffold/declared/fillings.ts'
import { draftPorts } from '../../../../src/plan/scaffold/draft-options.ts'
import { serviceFacts } from '../../../../src/plan/scaffold/service-facts.ts'
import { analyseExport } from '../../../../src/plan/scaffold/library/analyse-export.ts'
import { createSourceReader } from '../../../../src/plan/scaffold/library/source-reader.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { optionType } from '../../../../src/plan/scaffold/declared/option-type.ts'
import { interfaceOf } from '../sample.ts'
import { evaluate, houses, moduleText, parser, scaffold, spindle, withOwnLibrary } from './houses.ts'
import { hasNixpkgs, hasSystemd, unitFile, verifyFaults } from './real-nixos.ts'

const fillings = new Map<string, Filling>([
  ['relay', { expression: 'cfg.relay', shape: 'text' }],
  ['port', { expression: 'cfg.port', shape: 'number' }],
  ['sync', { expression: 'cfg.sync', shape: 'boolean' }],
  ['relays', { expression: 'cfg.relays', shape: 'list' }],
  ['relay?', { expression: 'cfg.relay != null', shape: 'boolean' }],
])

describe('fillValue', () => {
  it.each([
    ['{relay}', 'cfg.relay'],
    ['{port}', 'cfg.port'],
    ['{relays}', 'lib.concatStringsSep "," cfg.relays'],
    ['{relay?}', 'cfg.relay != null'],
    ['--on={relay?}', '"--on=${lib.boolToString (cfg.relay != null)}"'],
    ['--sync={sync}', '"--sync=${lib.boolToString cfg.sync}"'],
    ['{relay}:{port}/x', '"${cfg.relay}:${toString cfg.port}/x"'],
    ['{unknown} {relay', '"{unknown} {relay"'],
    ['${x} ${relay} "', '"\\${x} \\$${cfg.relay} \\""'],
    ['$${port}', '"$\\$${toString cfg.port}"'],
    [5, '5'],
    [true, 'true'],
    [null, 'null'],
    [['a', '${b}'], '[ "a" "\\${b}" ]'],
  ])('writes %j', (value, nix) => {
    expect(fillValue(value, fillings)).toBe(nix)
  })

  it('writes numbers and switches out where nothing but text will do', () => {
    expect(['{port}', '{sync}', '{relay}', 5, false].map((value) => fillText(value, fillings))).toEqual([
      'toString cfg.port',
      'lib.boolToString cfg.sync',
      'cfg.relay',
      '"5"',
      '"false"',
    ])
  })

  it('finds the names in texts', () => {
    expect([...namesIn(['{a}/{b.c}', 5, '{a} {9} {', ['{d}']])]).toEqual(['a', 'b.c'])
  })
})

const option = (part: Partial<DeclaredOption>): DeclaredOption => ({
  name: 'relay',
  type: 'text',
  pattern: null,
  choices: [],
  isList: false,
  default: 'x',
  example: undefined,
  description: 'Relay.',
  ...part,
})

describe('optionType', () => {
  it.each([
    [option({ type: 'httpUrl' }), 'serviceLib.serviceTypes.httpUrl'],
    [option({ type: 'httpUrl', default: null }), 'lib.types.nullOr serviceLib.serviceTypes.httpUrl'],
    [option({ type: 'did', isList: true }), 'lib.types.listOf serviceLib.serviceTypes.did'],
    [option({ isList: true, default: undefined }), 'lib.types.nonEmptyListOf lib.types.nonEmptyStr'],
    [option({ pattern: '"${x}"' }), 'lib.types.strMatching "\\"\\${x}\\""'],
    [option({ choices: ['a', 'b'], isList: true }), 'lib.types.listOf (lib.types.enum [ "a" "b" ])'],
    [option({ type: 'no such type' }), 'lib.types.nonEmptyStr'],
  ])('writes the type of an option', (declared, nix) => {
    expect(optionType(declared, 'serviceLib.serviceTypes')).toBe(nix)
  })

  it('does without the types of a library', () => {
    expect(optionType(option({ type: 'httpUrl' }), null)).toBe('lib.types.nonEmptyStr')
    expect(optionType(option({ type: 'port' }), null)).toBe('lib.types.port')
  })
})

const declared: ServiceInterface = {
  ...interfaceOf({
    requiredEnvironment: ['RELAY_URL', 'KEY_FILE', 'HANDLE'],
    optionalEnvironment: ['LOG_LEVEL'],
    ports: [{ name: 'http', port: 6555, protocol: 'tcp', environment: 'PORT', argument: null }],
    runtime: 'go',
    arguments: ['serve', '--data', '{dataDir}/x', '--sync={sync}', '--most', '{most}'],
  }),
  argumentGroups: [
    ['--title', '{web.title}'],
    ['--fast', '{most}'],
  ],
  workingDirectory: '{package}/share',
  groups: ['video'],
  description: 'the spindle, which runs pipelines',
  options: [
    option({ name: 'relay', default: undefined, example: 'wss://example.org', type: 'webSocketUrl' }),
    option({ name: 'sync', type: 'boolean', default: true }),
    option({ name: 'most', type: 'positive', default: 3 }),
    option({ name: 'web.title', default: null }),
    option({ name: 'tags', isList: true, default: ['a', 'b'] }),
    option({ name: 'port', default: 'taken by the module itself' }),
    option({ name: 'bad name', default: 'x' }),
  ],
  environment: new Map<string, PlainValue>([
    ['RELAY_URL', '{relay}/path'],
    ['MOST', '{most}'],
    ['TITLE', '{web.title}'],
    ['TAGS', '{tags}'],
    ['TITLED', '{web.title?}'],
    ['FIXED', true],
  ]),
  secretEnvironment: ['HANDLE'],
  credentials: [{ name: 'key', environment: 'KEY_FILE', description: 'the key' }],
}

describe('conditionOf', () => {
  const facts = serviceFacts(spindle(declared).package)
  const switches = new Map([['metrics.port', 'cfg.metrics.enable']])

  it.each([
    [['--fast', '{most}'], null],
    [['--title', '{web.title}'], 'cfg.web.title != null'],
    [['--metrics', '127.0.0.1:{metrics.port}'], 'cfg.metrics.enable'],
    [['{web.title}', '{metrics.port}', '{web.title}'], 'cfg.web.title != null && cfg.metrics.enable'],
    [['--titled={web.title?}'], null],
  ])('gives %j where all that it names is set and on', (group, condition) => {
    expect(conditionOf(group, facts, switches)).toBe(condition)
  })
})

describe('analyseExport', () => {
  it('knows what a function of the house assumes by itself', () => {
    const files = {
      'lib.nix': '{ make = { name, text ? "pkgs.${name}", kind ? "go", other ? "{name}", port ? 1 }: { }; }',
    }
    const analysis = analyseExport(createSourceReader(memorySnapshot(files), parser), 'lib.nix', 'make')
    expect([...(analysis?.defaults ?? [])]).toEqual([
      ['text', 'pkgs.{name}'],
      ['kind', 'go'],
    ])
  })
})

describe('declaredOptions', () => {
  it('has those first that users have to set', () => {
    const options = ['a', 'b', 'c'].map((name) => option({ name, default: name === 'b' ? undefined : 'x' }))
    expect(declaredOptions(options, null).map(({ name }) => name)).toEqual(['b', 'a', 'c'])
  })
})

describe('draftPorts', () => {
  const port = { port: 3001, protocol: 'tcp', environment: null, argument: null } as const

  it('has an option for a port that a text hands on, and none for a fixed one', () => {
    const ports = [
      { ...port, name: 'http' },
      { ...port, name: 'metrics' },
      { ...port, name: 'xrpc', isPublic: true },
    ]
    const argumentGroups = [['--bind-metrics', '127.0.0.1:{metrics.port}']]
    const { package: pkg } = spindle({ ...interfaceOf({ ports }), argumentGroups })
    expect(draftPorts(serviceFacts(pkg)).map(({ option: name, isPublic }) => [name, isPublic])).toEqual([
      [null, false],
      ['metricsPort', false],
      [null, true],
    ])
  })
})

describe('what a package declares of its module', () => {
  it.each(houses)('becomes options and variables, named once: %s', (_name, house) => {
    const text = moduleText(scaffold(house, [spindle(declared)]))
    expect(text.match(/^ {4}relay = lib\.mkOption|^ {6}relay = lib\.mkOption/gm)).toHaveLength(1)
    expect(text).not.toMatch(/bad name|taken by the module|\{most\}|\{dataDir\}/)
    expect(text).toContain('description = "Spindle";')
  })

  it('names the unit by the description, and begins a text with a capital', () => {
    const text = moduleText(scaffold(withOwnLibrary, [spindle(declared)]))
    expect(text).toContain('description = "Spindle";')
    expect(text).toContain('  The spindle, which runs pipelines.\n')
  })
})

const describeIf = hasNixpkgs && hasSystemd ? describe : describe.skip
describeIf('what a package declares, by the real module system', () => {
  it.each(houses)('reaches the unit: %s', (_name, house) => {
    const secret = house === withOwnLibrary ? '' : 'credentials.key = "/run/secrets/key";'
    const settings = `{ ${house.option} = { enable = true; relay = "wss://example.org"; environmentFile = "/run/secrets/x"; ${secret} }; }`
    const { services } = evaluate(house, scaffold(house, [spindle(declared)]), settings)
    const [[name, unit] = ['', {}]] = Object.entries(services)
    const text = unitFile(unit)
    expect(verifyFaults(name, text)).toEqual([])
    for (const line of ['RELAY_URL=wss://example.org/path', 'MOST=3', 'TAGS=a,b', 'FIXED=true', 'PORT=6555'])
      expect(text).toContain(line)
    expect(text).toContain('TITLED=false')
    expect(text).not.toContain('TITLE=')
    expect(text).toMatch(/"serve" "--data" "\/var\/lib\/[\w-]+\/x" "--sync=true" "--most" "3"/)
    expect(text).toMatch(/"--fast" "3"/)
    expect(text).not.toContain('--title')
    expect(text).toContain('SupplementaryGroups=video')
    expect(text).toMatch(/^WorkingDirectory=.*\/share$/m)
  })
})
