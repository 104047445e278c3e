import type { EvaluationFault } from '../../model/inventory.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { Location } from '../../model/location.ts'
import { createEvaluator, type Evaluator } from '../../nix/eval/evaluator.ts'
import { defaultBudget, type Budget } from '../../nix/eval/budget.ts'
import { ownFlake } from '../../nix/eval/flake-compat.ts'
import type { EvalFault, Position, Slot } from '../../nix/eval/value.ts'
import type { Memory } from '../source/memory.ts'
import type { SourceTree } from '../source/source-tree.ts'
import { systems } from '../frameworks/flake-utils.ts'
import { inputKind, makeInput, type InputKind } from './flake-inputs.ts'
import { limitEvaluator } from './limit-evaluator.ts'
import { makeOwnFlake, type OwnFlake } from './own-flake.ts'
import { makePackageSet, nixpkgsFunction } from '../../nix/lib/package-set.ts'
import { readInputs, type FlakeInput } from './read-inputs.ts'

/** What one look at a value may cost: ten times what the largest repository seen takes. */
const attemptBudget: Budget = { ...defaultBudget, steps: 2_000_000, cells: 40_000_000 }

/** What all looks together may cost, so that a repository of many hostile packages ends as well. */
const stepLimit = 40_000_000

/** Everything that evaluation of one repository stands on. */
export type World = {
  readonly tree: SourceTree
  readonly evaluator: Evaluator
  readonly lib: Slot
  /** nixpkgs, without overlays. */
  readonly pkgs: Slot
  /** The flake's inputs by name, without `self`. */
  readonly inputs: ReadonlyMap<string, Slot>
  readonly flake: OwnFlake
  /** Paths of the files that were read as Nix so far. */
  readonly filesRead: ReadonlySet<string>
  readonly locate: (position: Position | null) => Location | null
  readonly describeFault: (fault: EvalFault, fallback: Location) => EvaluationFault
}

/**
 * @param lib nixpkgs' `lib`
 * @param steps what all looks together may cost
 */
export function createWorld(tree: SourceTree, memory: Memory, lib: Slot, steps = stepLimit): World {
  const declared = readInputs(tree)
  const kinds = declared.map((input): FlakeInput & { readonly kind: InputKind } => ({
    ...input,
    kind: inputKind(input.name, input.url),
  }))
  const nixpkgs = nixpkgsFunction(lib)
  const externals = new Map<string, Slot>([['<nixpkgs/lib>', lib]])
  const sources = kinds.filter(({ kind }) => kind === 'nixpkgs').map(({ name }) => `inputs.${name}`)
  for (const source of ['<nixpkgs>', 'pkgs.path', ...sources])
    externals.set(source, nixpkgs).set(`${source}/lib`, lib)
  for (const { name, kind } of kinds) if (kind === 'systems') externals.set(`inputs.${name}`, systems)
  const inputs = new Map(kinds.map(({ name, kind }) => [name, makeInput(name, kind, lib)]))
  const flake = makeOwnFlake(inputs)
  externals.set(ownFlake, flake.handedOut)
  const filesRead = new Set<string>()
  const snapshot: Pick<Snapshot, 'entries' | 'readText'> = {
    entries: tree.snapshot.entries,
    readText: (path) => {
      filesRead.add(path)
      return tree.snapshot.readText(path)
    },
  }
  const locate = (position: Position | null): Location | null => {
    const file = position === null ? null : tree.read(position.path)
    if (file === null || position === null) return null
    const { path, line, column } = file.locate({ start: position.offset, end: position.offset })
    return { path, line, column }
  }
  return {
    tree,
    lib,
    locate,
    filesRead,
    evaluator: limitEvaluator(
      createEvaluator({
        parser: memory,
        rememberCode: memory.code,
        snapshot,
        externals,
        budget: attemptBudget,
      }),
      steps,
    ),
    pkgs: makePackageSet(lib),
    inputs,
    flake,
    describeFault: (fault, fallback) => ({
      code: fault.code,
      message: fault.message,
      location: locate(fault.position) ?? fallback,
    }),
  }
}
