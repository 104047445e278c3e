import type { Formals } from '../ast.ts'

/**
 * Values of the Nix language in weak head normal form, as JavaScript values:
 *
 * | Nix | here |
 * | --- | --- |
 * | integer (64 bit) | `bigint` |
 * | float | `number` |
 * | bool, null | `boolean`, `null` |
 * | string | `string` (text; Nix counts bytes, the builtins see to it) |
 * | path | `PathValue` |
 * | list | array of slots |
 * | set | `AttrSet` |
 * | function | `Lambda` (written in Nix) or `Native` (written here) |
 * | what is not known | `Unknown`, with the reason |
 *
 * A slot holds a value or a `Thunk`; `force(slot)` gives the value. Values never change once made.
 */
export type Value =
  | bigint
  | number
  | boolean
  | null
  | string
  | PathValue
  | readonly Slot[]
  | AttrSet
  | Lambda
  | Native
  | Unknown

export type Slot = Value | Thunk

/** Where something is written: a file of the snapshot and an offset in UTF-16 code units. */
export type Position = { readonly path: string; readonly offset: number }

/** A path: inside the snapshot (relative to its root, '' for the root itself), or somewhere else (absolute). */
export class PathValue {
  readonly path: string
  readonly inSnapshot: boolean
  constructor(path: string, inSnapshot: boolean) {
    this.path = path
    this.inSnapshot = inSnapshot
  }
}

/**
 * What the evaluator does not know. `reason` says why, in words for people. `path` is where it comes from, seen from
 * a known root (`pkgs`, `python3Packages`, `buildPythonPackage`), or null. `candidates`: it is one of these,
 * but which one is not known (both branches of an `if` whose condition is unknown). `file`: it is the text of a path
 * into the repository, or of a copy of it.
 */
export class Unknown {
  readonly reason: string
  readonly path: readonly string[] | null
  readonly candidates: readonly Slot[] | null
  readonly file: FileText | null
  constructor(
    reason: string,
    path: readonly string[] | null = null,
    candidates: readonly Slot[] | null = null,
    file: FileText | null = null,
  ) {
    this.reason = reason
    this.path = path
    this.candidates = candidates
    this.file = file
  }
}

/**
 * Text of which only the end is known: behind where the repository lies (`toString ./x`), or behind where a copy of it
 * lies in the store (`"${./.}/x"`).
 */
export type FileText = {
  /** What follows the place, as it is written: `/pkgs/../lib`. */
  readonly end: string
  /** What lies in the store: nothing, a copy of the folder `root`, or a copy of this one file. */
  readonly copy: 'none' | 'folder' | 'file'
  /** The folder of the repository that lies there, where `end` begins: '' for all of it. */
  readonly root: string
}

/** One attribute: its slot, and where it is defined. */
export class Attr {
  readonly slot: Slot
  readonly position: Position | null
  constructor(slot: Slot, position: Position | null) {
    this.slot = slot
    this.position = position
  }
}

/** What is known of a derivation: who built it, where, and what the builder was given. */
export type DerivationInfo = {
  /** `buildGoModule`, `rustPlatform.buildRustPackage`, `derivation`. */
  readonly builder: string
  /** Where the builder is called. */
  readonly position: Position | null
  /** Where the calls are that led to the builder's, innermost first; not all of them. */
  readonly callers: readonly Position[]
  /** What the builder was given: a set, or what is known of it. */
  readonly args: Slot
}

/**
 * An attribute set. `rest` is null when all attributes are known; else the set may have more, and
 * `rest` says why they are not known. A name in `attrs` always wins over the rest. An attribute that is only
 * perhaps there is not in `attrs` but in `maybe`.
 */
export class AttrSet {
  readonly attrs: ReadonlyMap<string, Attr>
  readonly rest: Unknown | null
  readonly derivation: DerivationInfo | null
  readonly maybe: ReadonlyMap<string, Attr> | null
  constructor(
    attrs: ReadonlyMap<string, Attr>,
    rest: Unknown | null = null,
    derivation: DerivationInfo | null = null,
    maybe: ReadonlyMap<string, Attr> | null = null,
  ) {
    this.attrs = attrs
    this.rest = rest
    this.derivation = derivation
    this.maybe = maybe
  }
}

/** Variables of one scope, and the scope around it. `with` scopes hold a set instead of slots. */
export type Env = { readonly slots: readonly Slot[]; readonly up: Env | null }

/** Stands in for a value that comes later: the code that waits for it has left a frame (see `Core`). */
export const suspended: unique symbol = Symbol('suspended')

export type Result = Value | typeof suspended

/** A compiled expression. */
export type Code = (env: Env, core: Core) => Result

/** What remains to be done once a value is there. */
export type Frame = (value: Value) => Result

/** A function written in Nix. */
export class Lambda {
  readonly body: Code
  readonly env: Env
  readonly formals: CompiledFormals | null
  readonly param: boolean
  readonly position: Position
  /** Name and formals as written, for error messages and `functionArgs`. */
  readonly syntax: {
    readonly name: string | null
    readonly param: string | null
    readonly formals: Formals | null
  }
  constructor(
    body: Code,
    env: Env,
    formals: CompiledFormals | null,
    param: boolean,
    position: Position,
    syntax: Lambda['syntax'],
  ) {
    this.body = body
    this.env = env
    this.formals = formals
    this.param = param
    this.position = position
    this.syntax = syntax
  }
}

export type CompiledFormals = {
  readonly names: readonly { readonly name: string; readonly fallback: Code | null }[]
  readonly required: number
  readonly known: ReadonlySet<string>
  readonly ellipsis: boolean
}

/** A native's work in steps: it yields a slot and is given its value, as often as it likes, and returns a slot. */
export type Steps = Generator<Slot, Slot, Value>

/** Looks at a forced argument. What it returns, if anything, is the result of the call. */
export type Check = (value: Value, machine: Machine) => Unknown | null

/**
 * A function written here. It is called when it has `arity` arguments; fewer make a partial application.
 * Arguments are slots: force only what Nix's own function forces. What it returns may be a slot that is not forced yet:
 * that is its tail call. `formals` is what `functionArgs` answers.
 *
 * `run` works directly: it may call `machine.force` and `machine.apply`, which take room on JavaScript's stack, so a
 * few hundred of such calls can nest. Where `steps` is there it runs instead: it takes no such room. Use
 * it where Nix code can come back to the same native, as in recursion through `foldl'`. Arguments that have a check are
 * forced, in order, before either runs, and take no room either.
 */
export class Native {
  readonly name: string
  readonly arity: number
  readonly run: (machine: Machine, args: readonly Slot[]) => Slot
  readonly args: readonly Slot[]
  readonly formals: ReadonlyMap<string, boolean> | null
  readonly steps: ((machine: Machine, args: readonly Slot[]) => Steps) | null
  readonly checks: readonly (Check | null)[] | null
  constructor(
    name: string,
    arity: number,
    run: Native['run'],
    args: readonly Slot[] = [],
    formals: Native['formals'] = null,
    more: Partial<Pick<Native, 'steps' | 'checks'>> = {},
  ) {
    this.name = name
    this.arity = arity
    this.run = run
    this.args = args
    this.formals = formals
    this.steps = more.steps ?? null
    this.checks = more.checks ?? null
  }

  /** The native with these arguments. */
  with(args: readonly Slot[]): Native {
    return new Native(this.name, this.arity, this.run, args, this.formals, this)
  }
}

/** A computation that needs no environment. */
export type Computation = (machine: Machine) => Slot

/** A value that is not computed yet. Forcing it while it is being forced is infinite recursion. */
export class Thunk {
  /** Null once it is done. */
  code: Code | null
  env: Env
  value: Value | undefined
  running = false
  constructor(code: Code, env: Env) {
    this.code = code
    this.env = env
    this.value = undefined
  }
}

/** The environment around a file. */
export const nowhere: Env = { slots: [], up: null }

/**
 * What natives may ask of the evaluator. All throw `EvalFault` where Nix would fail;
 * the evaluator's public functions turn that into a result.
 */
export type Machine = {
  /** The value in weak head normal form. */
  force(slot: Slot): Value
  /** Calls a value with an argument, with all of Nix's rules: lambdas, natives, `__functor`, unknown functions. */
  apply(fn: Value, arg: Slot, position?: Position | null): Value
  /** `value.name`; an unknown gives an unknown, a missing attribute is a fault. */
  select(value: Value, name: string, position?: Position | null): Value
  /**
   * Adds to what the evaluation has cost: one for a step, more for bulk work (elements, sixteen characters). Call it
   * before the work.
   */
  spend(cost: number): void
  /** Adds to the memory taken, in cells of about eight bytes: a list takes one an element, a set six an attribute. */
  allocate(cells: number): void
  /** Fails the evaluation. */
  fail(code: FaultCode, message: string, position?: Position | null): never
  /**
   * What a file of the snapshot evaluates to; it is evaluated once.
   * @param scope names in scope at its top beside the builtins (`scopedImport`): then it is evaluated anew
   */
  fileSlot(path: PathValue, position: Position | null, scope?: ReadonlyMap<string, Slot>): Slot
  /** The forced `fileSlot`. */
  importFile(path: PathValue, position: Position | null): Value
  /** Where the calls are that led here, innermost first; not all of them. */
  callers(): readonly Position[]
  /** What `import` of something outside the snapshot gives: known where the caller said so, else unknown. */
  importUnknown(path: Unknown): Value
  readonly files: Files
  /** Runs something that may fail and is then given up; the fault goes to `onFault`. */
  guard<T>(work: () => T, onFault: (fault: EvalFault) => T): T
}

/**
 * What compiled code asks of the evaluator. Nix code nests deeper than JavaScript's stack allows, so the functions named
 * `…Step` may answer `suspended` instead of a value. Who is answered so leaves what it has yet to do
 * with `later` and answers `suspended` itself; the evaluator goes on from there on an empty stack.
 */
export type Core = Machine & {
  forceStep(slot: Slot, position?: Position | null): Result
  applyStep(fn: Value, arg: Slot, position: Position | null): Result
  /** Calls with one argument after the other. */
  applyAllStep(fn: Value, args: readonly Slot[], position: Position | null): Result
  selectStep(value: Value, name: string, position: Position | null): Result
  /** Leaves a frame; to be called once for each `suspended` that is passed on. */
  later(frame: Frame): typeof suspended
  /** Runs code that is nested in the text, minding the stack. */
  nestStep(code: Code, env: Env): Result
  /** Runs a native computation, minding the stack. */
  computeStep(compute: Computation): Result
}

/** What the evaluator may see of the world: files of the snapshot. */
export type Files = {
  readText(path: string): string | null
  /** Entries of a folder, sorted, or null where there is no such folder. */
  readDir(
    path: string,
  ): readonly { readonly name: string; readonly type: 'regular' | 'directory' | 'symlink' }[] | null
  typeOf(path: string): 'regular' | 'directory' | 'symlink' | null
  /** Why it is not known what is at or below a path: it leads through a symbolic link or submodule; or null. */
  opacity(path: string): string | null
}

export type FaultCode =
  | 'throw'
  | 'abort'
  | 'assertion'
  | 'type-error'
  | 'missing-attribute'
  | 'undefined-variable'
  | 'missing-argument'
  | 'unexpected-argument'
  | 'infinite-recursion'
  | 'syntax-error'
  | 'missing-file'
  | 'arithmetic'
  | 'invalid-value'
  | 'budget'

/**
 * Why an evaluation failed, and where. It is caught as often as thrown, so it goes without JavaScript's own stack, which
 * costs more than all the rest of it and tells of the evaluator, not of the Nix code.
 */
export class EvalFault extends Error {
  readonly code: FaultCode
  readonly position: Position | null
  /** Where the calls are that led there, innermost first; not all of them. */
  readonly trace: readonly Position[]
  constructor(code: FaultCode, message: string, position: Position | null, trace: readonly Position[] = []) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'EvalFault'
    this.code = code
    this.position = position
    this.trace = trace
  }
}

/** A native of `arity` lazily passed arguments. */
export function native(name: string, arity: number, run: Native['run']): Native {
  return new Native(name, arity, run)
}

/** A native that works in steps; see `Native`. */
export function nativeSteps(
  name: string,
  arity: number,
  steps: (machine: Machine, args: readonly Slot[]) => Steps,
): Native {
  return new Native(name, arity, () => null, [], null, { steps })
}

/** A slot computed when it is first needed. */
export function delay(compute: Computation): Thunk {
  return new Thunk((_env, core) => core.computeStep(compute), nowhere)
}

/** The slot of a call: `fn` is forced and applied to `args` when it is first needed. */
export function delayCall(fn: Slot, ...args: readonly Slot[]): Thunk {
  return new Thunk((_env, core) => {
    const value = core.forceStep(fn)
    if (value === suspended) return core.later((forced) => core.applyAllStep(forced, args, null))
    return core.applyAllStep(value, args, null)
  }, nowhere)
}

/** A set of known attributes without positions. */
export function attrSet(entries: Iterable<readonly [string, Slot]>): AttrSet {
  const attrs = new Map<string, Attr>()
  for (const [name, slot] of entries) attrs.set(name, new Attr(slot, null))
  return new AttrSet(attrs)
}

export function isList(value: Value): value is readonly Slot[] {
  return Array.isArray(value)
}
