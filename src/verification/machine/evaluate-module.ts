import { isModuleFunction } from '../../inventory/modules/open-module.ts'
import { formalsOf } from '../../nix/eval/formals.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  attrSet,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { evaluateModules, type EvaluatedModules } from '../../nix/lib/evaluate-modules.ts'
import { closeSets } from './close-sets.ts'
import type { Stage } from './stage.ts'

/** How often a curried module is called: `{ self }: { config, … }: { … }`. */
const callLimit = 4

/** A definition of one option. */
export type Setting = { readonly path: readonly string[]; readonly value: Slot }

/**
 * Puts one module onto a made-up NixOS, with settings.
 * @param onRead is told the dotted path of each option whose value the module reads, when it reads it first
 * @throws EvalFault where it cannot be evaluated
 */
export function evaluateModule(
  path: string,
  settings: readonly Setting[],
  stage: Stage,
  machine: Machine,
  onRead: ((option: string) => void) | null = null,
): EvaluatedModules {
  const module = openCurried(machine.importFile(new PathValue(path, true), null), stage, machine)
  // A file that is a module by itself keeps its path, which says where its options are declared.
  const root: Slot = module === null ? new PathValue(path, true) : module
  return evaluateModules(
    machine,
    [stage.options, root],
    stage.args,
    settings.map(({ path: option, value }) => nest(option, value)),
    (config) => closeSets(config, stage.closed, stage.sets, onRead),
  )
}

/** The module that a function makes which is not one itself; null where nothing has to be called. */
function openCurried(value: Value, { args }: Stage, machine: Machine): Value | null {
  let opened = value
  for (let calls = 0; calls < callLimit; calls++) {
    if (!(opened instanceof Lambda || opened instanceof Native) || isModuleFunction(opened)) break
    const formals = formalsOf(opened)
    if (formals === null) break
    const given = [...formals].flatMap(([name, hasDefault]): readonly (readonly [string, Slot])[] => {
      const slot = args.get(name)
      if (slot !== undefined) return [[name, slot]]
      return hasDefault ? [] : [[name, new Unknown(`the argument ${name} of the module`, [name])]]
    })
    opened = machine.apply(opened, attrSet(given))
  }
  return opened === value ? null : opened
}

function nest(path: readonly string[], value: Slot): Slot {
  return path.reduceRight<Slot>((inner, name) => attrSet([[name, inner]]), value)
}

/** A part of a configuration: what is declared, else what is defined for options that nobody here declares. */
export function readConfiguration(
  { config, undeclared }: EvaluatedModules,
  path: readonly string[],
  machine: Machine,
): Value {
  let declared: Value = config
  for (const name of path) {
    if (!(declared instanceof AttrSet) || !declared.attrs.has(name)) return below(undeclared, path, machine)
    declared = machine.select(declared, name)
  }
  return declared
}

function below(value: Value, path: readonly string[], machine: Machine): Value {
  let found = value
  for (const name of path) {
    if (found instanceof Unknown) return found
    if (!(found instanceof AttrSet)) return null
    const attr = found.attrs.get(name)
    if (attr === undefined) return found.rest ?? null
    found = machine.force(attr.slot)
  }
  return found
}
