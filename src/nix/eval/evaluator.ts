import type { Snapshot } from '../../model/snapshot.ts'
import type { NixParser } from '../parser.ts'
import { defaultBudget, type Budget } from './budget.ts'
import { makeBuiltins } from './builtins/index.ts'
import { compile } from './compile.ts'
import { snapshotFiles } from './files.ts'
import { BoundedMachine, type Externals } from './machine.ts'
import { normalise } from './paths.ts'
import {
  AttrSet,
  EvalFault,
  PathValue,
  Unknown,
  type Code,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

export type Evaluated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: EvalFault }

export type Evaluator = {
  readonly machine: Machine
  /** What a file evaluates to, in weak head normal form. Each file is evaluated once. */
  evaluateFile(path: string): Evaluated<Value>
  /** @param path the file it stands for: relative paths start from its folder */
  evaluateText(text: string, path: string): Evaluated<Value>
  /** Runs work on values with a fresh budget; where Nix would fail, the fault is the result. */
  attempt<T>(work: (machine: Machine) => T): Evaluated<T>
  /** Steps spent in the last attempt. */
  readonly steps: number
}

/**
 * A lazy, partial evaluator of the Nix language over one snapshot. It runs no Nix, reads nothing outside the
 * snapshot, and answers *unknown* where it does not know.
 * @param options `globals`: names beside the builtins (for `nur-keeper eval`: `lib`, `pkgs`); `externals`: what
 *   importing an unknown gives, by where it comes from (`inputs.nixpkgs`)
 */
export function createEvaluator(options: {
  readonly parser: NixParser
  readonly snapshot: Snapshot
  readonly budget?: Budget
  readonly globals?: ReadonlyMap<string, Slot>
  readonly externals?: Externals
}): Evaluator {
  const { parser, snapshot } = options
  const values = new Map<string, Evaluated<Value> | 'running'>()
  const globals = new Map<string, Slot>([...makeBuiltins(), ...(options.globals ?? [])])
  const machine: BoundedMachine = new BoundedMachine(
    snapshotFiles(snapshot),
    options.budget ?? defaultBudget,
    importFile,
    options.externals,
  )
  const nowhere = { slots: [], up: null }

  function compileText(text: string, path: string): Code {
    const parsed = parser.parse(text)
    const error = parsed.errors[0]
    if (error !== undefined) throw new EvalFault('syntax-error', error.message, { path, offset: error.start })
    return compile(parsed.expr, null, { path, globals })
  }

  function importFile(inner: Machine, target: PathValue, position: Position | null): Value {
    if (!target.inSnapshot) return new Unknown(`/${target.path} is not in the repository`)
    const path = fileOf(inner, target, position)
    if (path instanceof Unknown) return path
    const known = values.get(path)
    if (known === 'running') return inner.fail('infinite-recursion', `${path} imports itself`, position)
    if (known !== undefined) {
      if (known.ok) return known.value
      throw known.fault
    }
    const text = inner.files.readText(path)
    if (text === null) return inner.fail('missing-file', `${path} cannot be read as text`, position)
    return remember(path, text)
  }

  /** A fault of the budget is not the file's: another evaluation may afford it. */
  function remember(path: string, text: string): Value {
    values.set(path, 'running')
    try {
      const value = compileText(text, path)(nowhere, machine)
      values.set(path, { ok: true, value })
      return value
    } catch (error) {
      if (error instanceof EvalFault && error.code !== 'budget') values.set(path, { ok: false, fault: error })
      else values.delete(path)
      throw error
    }
  }

  function attempt<T>(work: (inner: Machine) => T): Evaluated<T> {
    machine.restart()
    return machine.guard<Evaluated<T>>(
      () => ({ ok: true, value: work(machine) }),
      (fault) => ({ ok: false, fault }),
    )
  }

  return {
    machine,
    evaluateFile: (path) => attempt((inner) => inner.importFile(new PathValue(path, true), null)),
    evaluateText: (text, path) => attempt((inner) => compileText(text, path)(nowhere, inner)),
    attempt,
    get steps() {
      return machine.steps
    },
  }
}

/** A folder stands for its `default.nix`. */
function fileOf(machine: Machine, target: PathValue, position: Position | null): string | Unknown {
  const type = machine.files.typeOf(target.path)
  if (type === 'regular') return target.path
  if (type === 'symlink') return new Unknown(`${target.path} is a symbolic link`)
  if (type === null) return machine.fail('missing-file', `${target.path} does not exist`, position)
  const path = normalise(`${target.path}/default.nix`, true)
  if (path instanceof Unknown) return path
  if (machine.files.typeOf(path.path) === null) {
    return machine.fail('missing-file', `${path.path} does not exist`, position)
  }
  return path.path
}

/** Whether a value is a derivation, as far as that is known. */
export function isDerivation(value: Value): value is AttrSet {
  return value instanceof AttrSet && value.derivation !== null
}
