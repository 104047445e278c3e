import { readAttribute } from '../inventory/world/read-attribute.ts'
import type { Module } from '../model/inventory.ts'
import type { DeclaredOption } from '../nix/lib/evaluate-modules.ts'
import { AttrSet, Unknown, type Machine, type Slot, type Value } from '../nix/eval/value.ts'
import { evaluateModule, readConfiguration, type Setting } from './machine/evaluate-module.ts'
import type { Stage } from './machine/stage.ts'
import { standInPackage } from './machine/stand-in-packages.ts'
import { isPackageOption, otherValue, sampleValues } from './samples/sample-values.ts'

/** What is known of a module's options before it is tried. */
export type Survey = {
  readonly packages: readonly Setting[]
  /** Its switches, and samples for what has no default. */
  readonly required: readonly Setting[]
  /** A second value for each option of which one could be made. */
  readonly others: readonly { readonly name: string; readonly setting: Setting }[]
  readonly untried: readonly string[]
  /** What may be set, with what it is by itself, those at known paths inside submodules too. */
  readonly free: readonly FreeOption[]
  /** Required options of which no sample could be made. */
  readonly unset: readonly string[]
  /** Options without a description. */
  readonly silent: readonly string[]
  readonly unread: readonly string[]
  readonly fault: string | null
}

/** An option that may be set. */
export type FreeOption = {
  readonly path: readonly string[]
  readonly option: AttrSet
  /** Unknown where it has no value by itself. */
  readonly value: Value
  /** Options of each of its elements that need a value. */
  readonly elements: readonly { readonly name: string; readonly option: AttrSet }[]
}

/** Looks at the options of a module: what enabling it takes, and what can be varied. */
export function surveyModule(module: Module, stage: Stage): Survey {
  const result = stage.world.evaluator.attempt((machine) => {
    const evaluated = evaluateModule(module.path, [], stage, machine)
    const own = evaluated.options.filter(({ path, file }) => isOwn(path, file, module))
    return survey(
      {
        own,
        inside: stage.declared.get(module.path)?.filter(({ inSubmodule }) => inSubmodule) ?? [],
        module,
      },
      (path) => standing(path, evaluated, machine),
      machine,
    )
  })
  if (result.ok) return result.value
  const nothing = {
    packages: [],
    required: [],
    others: [],
    untried: [],
    free: [],
    unset: [],
    silent: [],
    unread: [],
  }
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

/** An option inside a submodule, as `readOptions` found it. */
type OptionInside = { readonly path: string; readonly declaration: AttrSet | null }

type InnerOption = { readonly path: readonly string[]; readonly option: AttrSet }

type Options = {
  readonly own: readonly DeclaredOption[]
  /** Those inside submodules, as the module's file declares them. */
  readonly inside: readonly OptionInside[]
  readonly module: Module
}

function survey(
  { own, inside, module }: Options,
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
  const samples = [...required, ...inside.flatMap(requiredInside)].map(({ path, option }) => ({
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
    free: [
      ...free
        .filter((option) => !switches.includes(option) && !packages.includes(option))
        .map(({ path, option }) => ({
          path,
          option,
          value: valueOf(path),
          elements: elementsOf(path, inside),
        })),
      ...inside.flatMap(atKnownPath).map((option) => ({ ...option, value: unset, elements: [] })),
    ],
    silent: [
      ...free.map(({ path, option }) => ({ path: path.join('.'), option })),
      ...inside.flatMap(({ path, declaration: option }) => (option === null ? [] : [{ path, option }])),
    ]
      .filter(({ option }) => isSilent(option, machine))
      .map(({ path }) => `${path} has no description`),
    unread: module.unknown === null ? [] : [module.unknown],
    fault: null,
  }
}

const unset = new Unknown('what lies in a submodule')

/** Options of a submodule of which there is one instance, at a known path. */
function atKnownPath({ path, declaration: option }: OptionInside): readonly InnerOption[] {
  return option === null || /<name>|\*/.test(path) ? [] : [{ path: path.split('.'), option }]
}

function requiredInside(inside: OptionInside): readonly InnerOption[] {
  return atKnownPath(inside).filter(({ option }) => !option.attrs.has('default'))
}

/** `services.x.sites.<name>.port` is of each element of `services.x.sites`. */
function elementsOf(path: readonly string[], inside: readonly OptionInside[]): FreeOption['elements'] {
  const set = `${path.join('.')}.`
  return inside.flatMap(({ path: inner, declaration: option }) => {
    const [, name] = inner.startsWith(set)
      ? (/^(?:<[^>]*>|\*)\.([^.]+)$/.exec(inner.slice(set.length)) ?? [])
      : []
    return name === undefined || option === null || option.attrs.has('default') ? [] : [{ name, option }]
  })
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

function isSilent(option: AttrSet, machine: Machine): boolean {
  if (readAttribute(option, 'visible', machine) === false) return false
  const attr = option.attrs.get('description')
  if (attr === undefined) return option.rest === null
  return machine.guard<boolean>(
    () => machine.force(attr.slot) === '',
    () => false,
  )
}
