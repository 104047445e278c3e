import {
  AttrSet,
  Unknown,
  attrSet,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { evaluate } from './modules/evaluate.ts'
import type { LoadedModule, UnknownModule } from './modules/load-modules.ts'
import { openNode, type Declaration, type OptionNode } from './modules/option-tree.ts'
import { nestInSubmodule } from './types/submodule.ts'

export type { LoadedModule } from './modules/load-modules.ts'

/** An option that a module declares. */
export type DeclaredOption = {
  /** `services.tangled.knot.port`. */
  readonly path: readonly string[]
  /** What `mkOption` was given. */
  readonly option: AttrSet
  readonly position: Position | null
  /** Path of the module's file, where it has one. */
  readonly file: string | null
}

export type EvaluatedModules = {
  /** Those that were read, in the order in which their definitions are merged. */
  readonly modules: readonly LoadedModule[]
  readonly options: readonly DeclaredOption[]
  /** Where modules or options could not be known, with the reason. */
  readonly unknown: readonly UnknownModule[]
  /** The whole configuration: the value of each declared option; what nobody here declares is unknown. */
  readonly config: AttrSet
  /**
   * What the modules define for options that nobody here declares, such as those of NixOS
   * (`systemd.services.knot.serviceConfig.User`): sets by name, lists one after the other. What is only
   * perhaps defined is in `maybe`, or unknown with its candidates.
   */
  readonly undeclared: Value
}

/**
 * nixpkgs' `evalModules` without the modules of NixOS: reads modules and what they import, the options they declare, and
 * the configuration they define.
 * @param modules paths, functions or sets
 * @param args what module functions are called with beside `config` and `options`: `lib`, `pkgs`, …;
 *   an argument that is not there is unknown
 * @param settings definitions on top, such as `{ services.x.enable = true; }`
 * @param view how the modules see the configuration, such as with sets of options closed
 * @throws EvalFault where a module cannot be evaluated
 */
export function evaluateModules(
  machine: Machine,
  modules: readonly Slot[],
  args: ReadonlyMap<string, Slot>,
  settings: readonly Slot[] = [],
  view: (config: Value) => Value = (config) => config,
): EvaluatedModules {
  const all = [...modules, ...settings.map((slot) => attrSet([['config', slot]]))]
  const configuration = evaluate(machine, { modules: all, args, open: true, nest: nestInSubmodule, view })
  const found: Found = { options: [], unknown: [...configuration.unknown] }
  listOptions(machine, [], configuration.declarations, found)
  const config = machine.force(configuration.config)
  let undeclared: Value | undefined
  return {
    modules: configuration.modules,
    options: found.options,
    unknown: found.unknown,
    config: config instanceof AttrSet ? config : new AttrSet(new Map(), new Unknown('the configuration')),
    get undeclared() {
      undeclared ??= machine.force(configuration.undeclared)
      return undeclared
    },
  }
}

type Found = { readonly options: DeclaredOption[]; readonly unknown: UnknownModule[] }

/** Walks the tree of options; where one part of it fails, the rest is still found. */
function listOptions(
  machine: Machine,
  path: readonly string[],
  declarations: readonly Declaration[],
  found: Found,
): void {
  const [first] = declarations
  const node = machine.guard<OptionNode | null>(
    () => openNode(machine, path, declarations, nestInSubmodule, true),
    (fault) => {
      if (fault.code === 'budget') throw fault
      found.unknown.push({ reason: fault.message, file: first?.file ?? null })
      return null
    },
  )
  if (node === null) return
  if (node.kind === 'option') {
    found.options.push({
      path,
      option: node.option,
      position: first?.position ?? null,
      file: first?.file ?? null,
    })
    return
  }
  if (node.open !== null) found.unknown.push({ reason: node.open.reason, file: first?.file ?? null })
  for (const [name, inner] of node.children) listOptions(machine, [...path, name], inner, found)
}
