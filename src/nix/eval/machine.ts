import type { Budget } from './budget.ts'
import { headroom, hardLimit, nativeHeadroom, nativeWeight, softLimit } from './native-stack.ts'
import { bindArguments, unknownArguments } from './bind-arguments.ts'
import { selectFromCandidates, unknownAttribute } from './select-unknown.ts'
import { callUnknown } from './unknown-call.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  EvalFault,
  Lambda,
  Native,
  Thunk,
  Unknown,
  nowhere,
  suspended,
  type Code,
  type Computation,
  type Core,
  type Env,
  type FaultCode,
  type Files,
  type Frame,
  type PathValue,
  type Position,
  type Result,
  type Slot,
  type Steps,
  type Value,
} from './value.ts'

/** What is known of files outside the snapshot, by where the unknown comes from: `inputs.nixpkgs`. */
export type Externals = ReadonlyMap<string, Slot>

/** Gives the slot of what a file evaluates to. */
export type Importer = (
  core: Core,
  path: PathValue,
  position: Position | null,
  scope: ReadonlyMap<string, Slot> | null,
) => Slot

const traceLength = 16

/**
 * The one implementation of `Core`: forcing, calling, selecting, and counting what it costs.
 *
 * Code runs by JavaScript calls up to a level of the stack; what would go deeper is put off: it becomes `#pending`, each
 * caller on the way out leaves a frame with what it has yet to do, and the loop of `#finish` runs what is
 * pending on an empty stack and then the frames, innermost first. A native that calls `force` itself has its own such
 * loop, on top of the frames of the loops below.
 */
export class BoundedMachine implements Core {
  readonly files: Files
  readonly #budget: Budget
  readonly #importer: Importer
  readonly #externals: Externals
  #steps = 0
  #cells = 0
  /** The current level of the stack, and where the limits are for the loop that runs now. */
  #level = 0
  #limit = softLimit
  #nativeLimit = softLimit
  /** What is yet to do when a value is there, outermost first. */
  readonly #frames: Frame[] = []
  /** Frames left on the way out, innermost first. */
  readonly #left: Frame[] = []
  #pending: (() => Result) | null = null
  /** Thunks that are being forced, outermost first. */
  readonly #running: Thunk[] = []
  /** Where the call at each level is, and the last one whose place is known. */
  readonly #calls: (Position | null)[] = []
  #lastCall: Position | null = null

  constructor(files: Files, budget: Budget, importer: Importer, externals: Externals = new Map()) {
    this.files = files
    this.#budget = budget
    this.#importer = importer
    this.#externals = externals
  }

  /** What has been spent since the last `restart`. */
  get steps(): number {
    return this.#steps
  }

  /** A new evaluation begins, of what stands there: the whole budget is there again, unless one is under way. */
  restart(beginning: Position | null = null): void {
    if (this.#level > 0 || this.#frames.length > 0) return
    this.#steps = 0
    this.#cells = 0
    this.#lastCall = beginning
  }

  guard<T>(work: () => T, onFault: (fault: EvalFault) => T): T {
    const level = this.#level
    const limit = this.#limit
    const nativeLimit = this.#nativeLimit
    const frames = this.#frames.length
    const running = this.#running.length
    try {
      return work()
    } catch (error) {
      this.#level = level
      this.#limit = limit
      this.#nativeLimit = nativeLimit
      this.#frames.length = frames
      this.#left.length = 0
      this.#pending = null
      while (this.#running.length > running) {
        const thunk = this.#running.pop()
        if (thunk !== undefined) thunk.running = false
      }
      return onFault(asFault(error))
    }
  }

  force(slot: Slot): Value {
    if (!(slot instanceof Thunk)) return slot
    if (slot.value !== undefined) return slot.value
    return this.#finish(() => this.#evaluate(slot, null))
  }

  apply(fn: Value, arg: Slot, position: Position | null = null): Value {
    return this.#finish(() => this.applyStep(fn, arg, position))
  }

  select(value: Value, name: string, position: Position | null = null): Value {
    return this.#finish(() => this.selectStep(value, name, position))
  }

  /** Runs to the value, on frames above those that are there. */
  #finish(begin: () => Result): Value {
    const limit = this.#limit
    const nativeLimit = this.#nativeLimit
    this.#enterNative()
    this.#limit = Math.max(softLimit, this.#level + headroom)
    this.#nativeLimit = Math.max(softLimit, this.#level + nativeHeadroom)
    if (this.#limit > hardLimit) this.fail('budget', 'native functions call each other too deeply')
    const floor = this.#frames.length
    let result = begin()
    for (;;) {
      while (result === suspended) result = this.#resume()
      const frame = this.#frames.length > floor ? this.#frames.pop() : undefined
      if (frame === undefined) break
      result = frame(result)
    }
    this.#level -= nativeWeight
    this.#limit = limit
    this.#nativeLimit = nativeLimit
    return result
  }

  /** Takes over the frames that were left, and runs what they wait for. */
  #resume(): Result {
    for (let frame = this.#left.pop(); frame !== undefined; frame = this.#left.pop()) this.#frames.push(frame)
    const depth = this.#frames.length
    if (depth > this.#budget.depth) {
      this.fail('budget', `the evaluation is nested more than ${this.#budget.depth} deep`)
    }
    const pending = this.#pending
    if (pending === null) throw new Error('nothing is pending')
    this.#pending = null
    return pending()
  }

  later(frame: Frame): typeof suspended {
    this.#left.push(frame)
    return suspended
  }

  #putOff(begin: () => Result): typeof suspended {
    this.#pending = begin
    return suspended
  }

  forceStep(slot: Slot, position: Position | null = null): Result {
    if (!(slot instanceof Thunk)) return slot
    if (slot.value !== undefined) return slot.value
    return this.#evaluate(slot, position)
  }

  #evaluate(thunk: Thunk, position: Position | null): Result {
    const { code, env } = thunk
    if (code === null || thunk.running) {
      return this.fail('infinite-recursion', 'infinite recursion: this value needs itself', position)
    }
    if (this.#level >= this.#limit) return this.#putOff(() => this.forceStep(thunk, position))
    this.spend(1)
    thunk.running = true
    this.#running.push(thunk)
    this.#calls[this.#level++] = null
    const result = code(env, this)
    this.#level--
    if (result === suspended) return this.later((value) => this.#fulfil(thunk, value))
    return this.#fulfil(thunk, result)
  }

  #fulfil(thunk: Thunk, value: Value): Value {
    thunk.value = value
    thunk.code = null
    thunk.env = nowhere
    thunk.running = false
    this.#running.pop()
    return value
  }

  applyStep(fn: Value, arg: Slot, position: Position | null): Result {
    if (this.#level >= this.#limit) return this.#putOff(() => this.applyStep(fn, arg, position))
    this.spend(1)
    this.#lastCall = position ?? this.#lastCall
    this.#calls[this.#level++] = position
    const result = this.#call(fn, arg, position)
    this.#level--
    return result
  }

  applyAllStep(fn: Value, args: readonly Slot[], position: Position | null, from = 0): Result {
    let current = fn
    for (let index = from; index < args.length; index++) {
      const result = this.applyStep(current, args[index] ?? null, position)
      if (result === suspended) {
        if (index === args.length - 1) return suspended
        return this.later((value) => this.applyAllStep(value, args, position, index + 1))
      }
      current = result
    }
    return current
  }

  #call(fn: Value, arg: Slot, position: Position | null): Result {
    if (fn instanceof Lambda) return this.#callLambda(fn, arg, position)
    if (fn instanceof Native) {
      const args = [...fn.args, arg]
      return args.length < fn.arity ? fn.with(args) : this.#callNative(fn, args, 0)
    }
    if (fn instanceof AttrSet) return this.#callSet(fn, arg, position)
    if (fn instanceof Unknown) return this.computeStep((machine) => callUnknown(fn, arg, position, machine))
    return this.fail('type-error', `expected a function, this is a ${typeName(fn)}`, position)
  }

  #callLambda(fn: Lambda, arg: Slot, position: Position | null): Result {
    const { formals, body, env } = fn
    if (formals === null) {
      this.allocate(4)
      return body({ slots: fn.param ? [arg] : [], up: env }, this)
    }
    this.allocate(4 + 4 * formals.names.length)
    const set = this.forceStep(arg)
    if (set === suspended) return this.later((value) => this.#callWithSet(fn, value, arg, position))
    return this.#callWithSet(fn, set, arg, position)
  }

  #callWithSet(fn: Lambda, set: Value, arg: Slot, position: Position | null): Result {
    const slots =
      set instanceof Unknown
        ? unknownArguments(fn, set, arg, this)
        : bindArguments(fn, set, arg, position, this)
    return fn.body({ slots, up: fn.env }, this)
  }

  /** Calls a native; its arguments before `from` are forced and checked already. */
  #callNative(native: Native, args: readonly Slot[], from: number): Result {
    const { checks } = native
    for (let index = from; checks !== null && index < checks.length; index++) {
      const check = checks[index]
      if (check === undefined || check === null) continue
      const value = this.forceStep(args[index] ?? null)
      if (value === suspended) {
        return this.later((later) => check(later, this) ?? this.#callNative(native, args, index + 1))
      }
      const outcome = check(value, this)
      if (outcome !== null) return outcome
    }
    if (native.steps !== null) return this.#drive(native.steps(this, args), null)
    return this.computeStep((machine) => native.run(machine, args))
  }

  computeStep(compute: Computation): Result {
    if (this.#level > this.#nativeLimit) return this.#putOff(() => this.computeStep(compute))
    this.#enterNative()
    const slot = compute(this)
    this.#level -= nativeWeight
    return this.forceStep(slot)
  }

  /** Levels that a native takes are no calls: what an earlier call left there must not be taken for one. */
  #enterNative(): void {
    this.#calls.fill(null, this.#level, this.#level + nativeWeight)
    while (this.#calls.length < this.#level + nativeWeight) this.#calls.push(null)
    this.#level += nativeWeight
  }

  /** Goes on with a native that works in steps, giving it the value it asked for. */
  #drive(steps: Steps, given: Value): Result {
    let next = steps.next(given)
    while (next.done !== true) {
      const result = this.forceStep(next.value)
      if (result === suspended) return this.later((value) => this.#drive(steps, value))
      next = steps.next(result)
    }
    return this.forceStep(next.value)
  }

  #callSet(set: AttrSet, arg: Slot, position: Position | null): Result {
    const functor = set.attrs.get('__functor')
    if (functor !== undefined) {
      const fn = this.forceStep(functor.slot)
      if (fn === suspended) return this.later((value) => this.applyAllStep(value, [set, arg], position))
      return this.applyAllStep(fn, [set, arg], position)
    }
    if (set.rest !== null) return new Unknown(set.rest.reason)
    return this.fail('type-error', 'expected a function, this is a set', position)
  }

  selectStep(value: Value, name: string, position: Position | null): Result {
    if (value instanceof AttrSet) {
      const attr = value.attrs.get(name)
      if (attr !== undefined) return this.forceStep(attr.slot, position)
      const perhaps = value.maybe?.get(name)
      if (perhaps !== undefined) {
        return new Unknown(`'${name}' is there only under a condition`, null, [perhaps.slot])
      }
      if (value.rest !== null) return unknownAttribute(value.rest, name)
      return this.fail('missing-attribute', `attribute '${name}' is missing`, position)
    }
    if (value instanceof Unknown) {
      if (value.candidates === null) return unknownAttribute(value, name)
      return this.computeStep((machine) => selectFromCandidates(value, name, machine))
    }
    return this.fail('type-error', `expected a set with '${name}', this is a ${typeName(value)}`, position)
  }

  nestStep(code: Code, env: Env): Result {
    if (this.#level >= this.#limit) return this.#putOff(() => this.nestStep(code, env))
    this.#calls[this.#level++] = null
    const result = code(env, this)
    this.#level--
    return result
  }

  spend(cost: number): void {
    this.#steps += cost
    if (this.#steps > this.#budget.steps) {
      this.fail('budget', `the evaluation takes more than ${this.#budget.steps} steps`)
    }
  }

  allocate(cells: number): void {
    this.#cells += cells
    if (this.#cells > this.#budget.cells) {
      this.fail('budget', `the evaluation takes more than ${this.#budget.cells} cells of memory`)
    }
  }

  fail(code: FaultCode, message: string, position: Position | null = null): never {
    const trace = this.callers()
    throw new EvalFault(code, message, position ?? trace[0] ?? this.#lastCall, trace)
  }

  fileSlot(path: PathValue, position: Position | null, scope: ReadonlyMap<string, Slot> | null = null): Slot {
    return this.#importer(this, path, position, scope)
  }

  callers(): readonly Position[] {
    const calls: Position[] = []
    for (let level = this.#level - 1; level >= 0 && calls.length < traceLength; level--) {
      const call = this.#calls[level] ?? null
      if (call !== null) calls.push(call)
    }
    return calls
  }

  importFile(path: PathValue, position: Position | null): Value {
    return this.force(this.fileSlot(path, position))
  }

  importUnknown({ path, reason }: Unknown): Value {
    const from = path === null ? reason : path.join('.')
    const known = path === null ? undefined : this.#externals.get(from)
    return known === undefined ? new Unknown(reason, [`import ${from}`]) : this.force(known)
  }
}

/** The fault that was thrown. JavaScript's own stack ends last, should it be smaller than we count on. */
function asFault(error: unknown): EvalFault {
  if (error instanceof EvalFault) return error
  if (error instanceof RangeError) return new EvalFault('budget', 'the evaluation takes too much room', null)
  throw error
}
