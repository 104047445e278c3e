import type { Location } from '../../model/location.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { createLineIndex, type LineIndex } from '../line-index.ts'
import type { NixParser } from '../parser.ts'
import { defaultBudget, type Budget } from './budget.ts'
import { makeBuiltins } from './builtins/index.ts'
import { snapshotFiles } from './files.ts'
import { BoundedMachine, type Externals } from './machine.ts'
import { compileLater, compileText } from './program.ts'
import {
  type EvalFault,
  PathValue,
  Thunk,
  Unknown,
  nowhere,
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
  /**
   * Runs work on values with a fresh budget; where Nix would fail, the fault is the result.
   * @param path the file that the values are of: where it begins stands for the place of a fault that has none
   */
  attempt<T>(work: (machine: Machine) => T, path?: string): Evaluated<T>
  /** Steps spent in the last attempt. */
  readonly steps: number
  /** Line and column of a position in a file or text that was evaluated. */
  locate(position: Position): Location
}

/** Natives and constants: they keep nothing, so all evaluators, and the code they make, can share them. */
const builtins = makeBuiltins()

/**
 * A lazy, partial evaluator of the Nix language over one snapshot. It runs no Nix, reads nothing outside the
 * snapshot, and answers *unknown* where it does not know.
 * @param options `globals`: names beside the builtins (for `nur-keeper eval`: `lib`, `pkgs`); `externals`: what
 *   importing an unknown gives, by where it comes from (`inputs.nixpkgs`); `rememberCode`: gives the code that an
 *   earlier evaluator made of the same text at the same path, or has it made
 */
export function createEvaluator(options: {
  readonly parser: NixParser
  readonly snapshot: Pick<Snapshot, 'entries' | 'readText'>
  readonly budget?: Budget
  readonly globals?: ReadonlyMap<string, Slot>
  readonly externals?: Externals
  readonly rememberCode?: (text: string, path: string, compile: () => Code) => Code
}): Evaluator {
  const { parser, snapshot } = options
  const globals = options.globals === undefined ? builtins : new Map([...builtins, ...options.globals])
  const files = new Map<string, Thunk>()
  const texts = new Map<string, string>()
  const indices = new Map<string, LineIndex>()
  const machine = new BoundedMachine(
    snapshotFiles(snapshot),
    options.budget ?? defaultBudget,
    fileSlot,
    options.externals,
  )

  function fileSlot(
    inner: Machine,
    target: PathValue,
    position: Position | null,
    scope: ReadonlyMap<string, Slot> | null,
  ): Slot {
    if (!target.inSnapshot) return new Unknown(`/${target.path} is not in the repository`)
    const path = fileOf(inner, target, position)
    if (path instanceof Unknown) return path
    const standing = scope === null ? files.get(path) : undefined
    if (standing !== undefined) return standing
    const text = inner.files.readText(path)
    if (text === null) return new Unknown(`${path} is not text that can be read`)
    const names = scope === null ? globals : new Map([...globals, ...scope])
    const slot = new Thunk(programOf(text, path, names), nowhere)
    if (scope === null) files.set(path, slot)
    return slot
  }

  function programOf(text: string, path: string, names: ReadonlyMap<string, Slot>): Code {
    texts.set(path, text)
    indices.delete(path)
    const compile = (): Code => compileLater(() => compileText(text, path, parser, names))
    return names === builtins ? (options.rememberCode?.(text, path, compile) ?? compile()) : compile()
  }

  function attempt<T>(work: (inner: Machine) => T, path?: string): Evaluated<T> {
    machine.restart(path === undefined ? null : { path, offset: 0 })
    return machine.guard<Evaluated<T>>(
      () => ({ ok: true, value: work(machine) }),
      (fault) => ({ ok: false, fault }),
    )
  }

  return {
    machine,
    evaluateFile: (path) => attempt((inner) => inner.importFile(new PathValue(path, true), null), path),
    evaluateText: (text, path) =>
      attempt((inner) => inner.force(new Thunk(programOf(text, path, globals), nowhere)), path),
    attempt,
    get steps() {
      return machine.steps
    },
    locate({ path, offset }) {
      const index = indices.get(path) ?? createLineIndex(texts.get(path) ?? '')
      indices.set(path, index)
      return { path, ...index.position(offset) }
    },
  }
}

/** The file that an import reads: a folder stands for its `default.nix`. */
function fileOf(machine: Machine, { path }: PathValue, position: Position | null): string | Unknown {
  const file = machine.files.typeOf(path) === 'directory' ? joined(path, 'default.nix') : path
  const opacity = machine.files.opacity(file)
  if (opacity !== null) return new Unknown(opacity)
  return machine.files.typeOf(file) === null
    ? machine.fail('missing-file', `${file} does not exist`, position)
    : file
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
