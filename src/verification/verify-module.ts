import { readAttribute } from '../inventory/world/read-attribute.ts'
import type { Module } from '../model/inventory.ts'
import type { DeclaredOption } from '../nix/lib/evaluate-modules.ts'
import { Unknown, type Machine, type Slot, type Value } from '../nix/eval/value.ts'
import { judgeExposure } from './exposure/judge-exposure.ts'
import { measureExposure } from './exposure/measure-exposure.ts'
import { evaluateModule, readConfiguration, type Setting } from './machine/evaluate-module.ts'
import type { InnerOption, Stage } from './machine/stage.ts'
import { standInPackage } from './machine/stand-in-packages.ts'
import { isPackageOption, otherValue, sampleValues } from './samples/sample-values.ts'
import { tryModule, type Trial, type Tried } from './try-module.ts'
import { lintUnit } from './units/lint-unit.ts'
import { unknownIn, type UnitFile } from './units/unit-file.ts'
import { conclude, type UnitExposure, type VerifiedModule } from './verified-module.ts'

/** A module that is verified, with the units of its first enabling, for who judges them further. */
export type Verification = { readonly module: VerifiedModule; readonly units: readonly UnitFile[] }

/** Verifies one module of NixOS on a made-up machine. */
export function verifyModule(module: Module, stage: Stage): Verification {
  const { path } = module
  const survey = surveyModule(module, stage)
  const off = tryModule(path, survey.packages, stage)
  const enabled = [...survey.packages, ...survey.required]
  const on = tryModule(path, enabled, stage)
  const variations = survey.others.map(({ name, setting }): Variation => ({
    name,
    tried: on.kind === 'ok' ? tryModule(path, [...without(enabled, setting), setting], stage) : on,
  }))
  const base = on.kind === 'ok' ? on.trial : null
  const trials = [
    ...(base === null ? [] : [base]),
    ...variations.flatMap(({ tried }) => (tried.kind === 'ok' ? [tried.trial] : [])),
  ]
  const units = base?.units ?? []
  const measured = units.filter(isOwnService).map((unit) => ({ unit, exposure: measureExposure(unit) }))
  const tooExposed = measured.flatMap(({ unit, exposure }) => judgeExposure(unit, exposure) ?? [])
  return {
    units,
    module: {
      path,
      options: module.services.map(({ option }) => option),
      evaluates: {
        ...concludeEvaluation(off, on, variations, survey),
        varied: variations.length,
        untried: survey.untried,
      },
      units: { ...concludeUnits(on, trials), names: units.map(({ name }) => name) },
      exposure: {
        ...conclude(
          stage.exposed.has(path) ? [] : tooExposed,
          measured.flatMap(({ unit, exposure: { unknown } }) =>
            unknown === null ? [] : [`${unit.name}: ${unknown}`],
          ),
        ),
        levels: measured.map(({ unit, exposure: { level } }): UnitExposure => {
          return { unit: unit.name, level, by: 'keeper' }
        }),
      },
      lints: conclude([...survey.silent, ...lintMessages(trials, module)], survey.unread),
    },
  }
}

type Variation = { readonly name: string; readonly tried: Tried }

/** What is known of a module's options before it is tried. */
type Survey = {
  readonly packages: readonly Setting[]
  /** Its switches, and samples for what has no default. */
  readonly required: readonly Setting[]
  /** A second value for each option of which one could be made. */
  readonly others: readonly { readonly name: string; readonly setting: Setting }[]
  readonly untried: readonly string[]
  /** Required options of which no sample could be made. */
  readonly unset: readonly string[]
  /** Options without a description. */
  readonly silent: readonly string[]
  readonly unread: readonly string[]
  readonly fault: string | null
}

function surveyModule(module: Module, stage: Stage): Survey {
  const result = stage.world.evaluator.attempt((machine) => {
    const evaluated = evaluateModule(module.path, [], stage, machine)
    const own = evaluated.options.filter(({ path, file }) => isOwn(path, file, module))
    return survey(
      own,
      stage.inner.get(module.path) ?? [],
      module,
      (path) => standing(path, evaluated, machine),
      machine,
    )
  })
  if (result.ok) return result.value
  const nothing = { packages: [], required: [], others: [], untried: [], unset: [], silent: [], unread: [] }
  return { ...nothing, fault: result.fault.message }
}

/** NixOS' options of units have no file; those of another module of the repository are verified with that. */
function isOwn(path: readonly string[], file: string | null, module: Module): boolean {
  const name = path.join('.')
  return file === module.path || (file !== '(nixos)' && module.options.some((option) => option.path === name))
}

function standing(
  path: readonly string[],
  evaluated: ReturnType<typeof evaluateModule>,
  machine: Machine,
): Value {
  return machine.guard<Value>(
    () => readConfiguration(evaluated, path, machine),
    () => new Unknown('it has no value by itself'),
  )
}

function survey(
  own: readonly DeclaredOption[],
  inner: readonly InnerOption[],
  module: Module,
  valueOf: (path: readonly string[]) => Value,
  machine: Machine,
): Survey {
  const isFree = ({ option }: DeclaredOption): boolean =>
    readAttribute(option, 'readOnly', machine) !== true && readAttribute(option, 'internal', machine) !== true
  const free = own.filter(isFree)
  const switches = free.filter(({ path }) => isSwitch(path, module))
  const packages = free.filter(({ option }) => isPackageOption(option, machine))
  const required = free.filter(
    (option) =>
      !option.option.attrs.has('default') && !switches.includes(option) && !packages.includes(option),
  )
  const samples = [...required, ...inner].map(({ path, option }) => ({
    path,
    value: sampleValues(option, machine)[0],
  }))
  const varied = free
    .filter((option) => !switches.includes(option) && !packages.includes(option))
    .map((option) => ({ option, value: secondValue(option, required, valueOf, machine) }))
  return {
    packages: packages.map(({ path }) => ({ path, value: standInPackage(path.at(-2) ?? 'package') })),
    required: [
      ...switches.map(({ path }) => ({ path, value: true })),
      ...samples.flatMap(({ path, value }) => (value === undefined ? [] : [{ path, value }])),
    ],
    others: varied.flatMap(({ option: { path }, value }) =>
      value === undefined ? [] : [{ name: path.join('.'), setting: { path, value } }],
    ),
    untried: varied.flatMap(({ option, value }) => (value === undefined ? [option.path.join('.')] : [])),
    unset: samples.flatMap(({ path, value }) => (value === undefined ? [path.join('.')] : [])),
    silent: own
      .filter((option) => isFree(option) && isSilent(option, machine))
      .map(({ path }) => `${path.join('.')} has no description`),
    unread: module.unknown === null ? [] : [module.unknown],
    fault: null,
  }
}

function secondValue(
  declared: DeclaredOption,
  required: readonly DeclaredOption[],
  valueOf: (path: readonly string[]) => Value,
  machine: Machine,
): Slot | undefined {
  if (required.includes(declared)) return sampleValues(declared.option, machine)[1]
  return otherValue(declared.option, valueOf(declared.path), machine)
}

/** The switch of a service; one inside a service keeps its default. */
function isSwitch(path: readonly string[], { services }: Module): boolean {
  if (path.at(-1) !== 'enable') return false
  const set = path.slice(0, -1).join('.')
  return !services.some(({ option }) => option !== set && set.startsWith(`${option}.`))
}

function isSilent({ option }: DeclaredOption, machine: Machine): boolean {
  if (readAttribute(option, 'visible', machine) === false) return false
  const attr = option.attrs.get('description')
  if (attr === undefined) return option.rest === null
  return machine.guard<boolean>(
    () => machine.force(attr.slot) === '',
    () => false,
  )
}

function without(settings: readonly Setting[], { path }: Setting): readonly Setting[] {
  const name = path.join('.')
  return settings.filter((setting) => setting.path.join('.') !== name)
}

function concludeEvaluation(
  off: Tried,
  on: Tried,
  variations: readonly Variation[],
  { unset, fault }: Survey,
): ReturnType<typeof conclude> {
  const named: readonly (readonly [string, Tried])[] = [
    ['off', off],
    ['enabled', on],
    ...(on.kind === 'ok' ? variations.map(({ name, tried }) => [`with ${name}`, tried] as const) : []),
  ]
  const faults = named.flatMap(([when, tried]) =>
    tried.kind === 'fault' ? [`${when}: ${tried.message}`] : [],
  )
  const unknown = named.flatMap(([when, tried]) =>
    tried.kind === 'unknown' ? [`${when}: ${tried.reason}`] : [],
  )
  const missing = unset.map((name) => `no value could be made for ${name}`)
  // Without a value for all that is required, faults may be those of the samples.
  if (unset.length > 0) return conclude([], [...missing, ...unknown, ...faults])
  const refused = on.kind === 'ok' ? on.trial.failed.map((message) => `enabled: ${message}`) : []
  return conclude([...(fault === null ? [] : [fault]), ...faults], [...unknown, ...refused])
}

function concludeUnits(on: Tried, trials: readonly Trial[]): ReturnType<typeof conclude> {
  const faults = trials.flatMap(({ units, users }) => units.flatMap((unit) => lintUnit(unit, { users })))
  if (on.kind !== 'ok') return conclude(faults, ['it could not be enabled'])
  const { unitsUnknown, units } = on.trial
  const open = units.filter(isOwnService).flatMap((unit) => {
    const reason = unknownIn(unit, 'Service')
    return reason === null ? [] : [`${unit.name}: ${reason}`]
  })
  return conclude(faults, [...(unitsUnknown === null ? [] : [unitsUnknown]), ...open])
}

function isOwnService(unit: UnitFile): boolean {
  return unit.name.endsWith('.service') && !unit.isExtended
}

/** Messages of assertions that name no option, by which their reader would find what to change. */
function lintMessages(trials: readonly Trial[], module: Module): readonly string[] {
  const names = module.options.map(({ path }) => path)
  const sets = module.services.map(({ option }) => option)
  const namesOption = (message: string): boolean =>
    names.some((name) => message.includes(name)) ||
    sets.some((set) => message.includes(`${set}.`)) ||
    /\b(services|programs|networking|users|security|virtualisation|hardware|boot)(\.[\w<>"'-]+)+/.test(
      message,
    ) ||
    names.some((name) => message.includes(`\`${name.split('.').at(-1) ?? name}\``))
  const messages = new Set(trials.flatMap((trial) => trial.messages))
  return [...messages]
    .filter((message) => !namesOption(message))
    .map((message) => `the message of an assertion names no option: ${shortened(message)}`)
}

function shortened(message: string): string {
  const line = message.trim().split('\n')[0] ?? ''
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
