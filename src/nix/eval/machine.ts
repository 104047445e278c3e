import type { Budget } from './budget.ts'
import { callUnknown } from './unknown-call.ts'
import {
  AttrSet,
  EvalFault,
  Lambda,
  Native,
  PathValue,
  Thunk,
  Unknown,
  typeName,
  type Code,
  type CompiledFormals,
  type Computation,
  type FaultCode,
  type Files,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/** What is known of files outside the snapshot, by where the unknown comes from: `inputs.nixpkgs`. */
export type Externals = ReadonlyMap<string, Slot>

/** Evaluates a file; the result is kept. */
export type Importer = (machine: Machine, path: PathValue, position: Position | null) => Value

/** The one implementation of `Machine`: forcing, calling, selecting, and counting what it costs. */
export class BoundedMachine implements Machine {
  readonly files: Files
  readonly #budget: Budget
  readonly #importer: Importer
  readonly #externals: Externals
  #steps = 0
  #depth = 0

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

  /** A new evaluation begins: the whole budget is there again. */
  restart(): void {
    this.#steps = 0
    this.#depth = 0
  }

  /** Runs something that may fail and is then given up, at the depth it started from. */
  guard<T>(work: () => T, onFault: (fault: EvalFault) => T): T {
    const depth = this.#depth
    try {
      return work()
    } catch (error) {
      this.#depth = depth
      if (error instanceof EvalFault) return onFault(error)
      if (error instanceof RangeError) {
        return onFault(new EvalFault('budget', 'the evaluation is nested too deeply', null))
      }
      throw error
    }
  }

  force(slot: Slot): Value {
    if (!(slot instanceof Thunk)) return slot
    if (slot.value !== undefined) return slot.value
    return this.#run(slot)
  }

  #run(thunk: Thunk): Value {
    const { code, env } = thunk
    if (code === null || thunk.running) {
      return this.fail('infinite-recursion', 'infinite recursion: this value needs itself')
    }
    this.#enter()
    thunk.running = true
    try {
      const value = env === null ? (code as Computation)(this) : (code as Code)(env, this)
      thunk.value = value
      thunk.code = null
      thunk.env = null
      return value
    } finally {
      thunk.running = false
      this.#depth--
    }
  }

  #enter(): void {
    this.spend(1)
    if (++this.#depth > this.#budget.depth) {
      this.fail('budget', `the evaluation is nested more than ${this.#budget.depth} deep`)
    }
  }

  spend(cost: number): void {
    this.#steps += cost
    if (this.#steps > this.#budget.steps) {
      throw new EvalFault('budget', `the evaluation takes more than ${this.#budget.steps} steps`, null)
    }
  }

  fail(code: FaultCode, message: string, position: Position | null = null): never {
    throw new EvalFault(code, message, position)
  }

  importFile(path: PathValue, position: Position | null): Value {
    return this.#importer(this, path, position)
  }

  importUnknown({ path, reason }: Unknown): Value {
    if (path === null) return new Unknown(reason)
    const from = path.join('.')
    const known = this.#externals.get(from)
    return known === undefined ? new Unknown(reason, [`import ${from}`]) : this.force(known)
  }

  select(value: Value, name: string, position: Position | null = null): Value {
    if (value instanceof AttrSet) {
      const attr = value.attrs.get(name)
      if (attr !== undefined) return this.force(attr.slot)
      const perhaps = value.maybe?.get(name)
      if (perhaps !== undefined)
        return new Unknown(`'${name}' is there only under a condition`, null, [perhaps.slot])
      if (value.rest !== null) return selectUnknown(value.rest, name)
      return this.fail('missing-attribute', `attribute '${name}' is missing`, position)
    }
    if (value instanceof Unknown) {
      return value.candidates === null
        ? selectUnknown(value, name)
        : this.#selectCandidates(value, value.candidates, name)
    }
    return this.fail('type-error', `expected a set with '${name}', this is a ${typeName(value)}`, position)
  }

  /** Candidates without the attribute would fail, so a value can only come from the others. */
  #selectCandidates(value: Unknown, candidates: readonly Slot[], name: string): Value {
    const found: Slot[] = []
    for (const slot of candidates) {
      const candidate = this.force(slot)
      if (candidate instanceof AttrSet || candidate instanceof Unknown) {
        const attr = candidate instanceof AttrSet ? candidate.attrs.get(name) : undefined
        if (attr !== undefined) found.push(attr.slot)
        else if (candidate instanceof Unknown || candidate.rest !== null)
          found.push(this.select(candidate, name))
      }
    }
    return new Unknown(
      value.reason,
      value.path === null ? null : [...value.path, name],
      found.length > 0 ? found : null,
    )
  }

  apply(fn: Value, arg: Slot, position: Position | null = null): Value {
    this.#enter()
    const result = this.#call(fn, arg, position)
    this.#depth--
    return result
  }

  #call(fn: Value, arg: Slot, position: Position | null): Value {
    if (fn instanceof Lambda) return fn.body({ slots: this.#bind(fn, arg, position), up: fn.env }, this)
    if (fn instanceof Native) {
      const args = [...fn.args, arg]
      return args.length < fn.arity
        ? new Native(fn.name, fn.arity, fn.run, args, fn.formals)
        : fn.run(this, args)
    }
    if (fn instanceof AttrSet) {
      const functor = fn.attrs.get('__functor')
      if (functor !== undefined)
        return this.apply(this.apply(this.force(functor.slot), fn, position), arg, position)
      if (fn.rest !== null) return new Unknown(fn.rest.reason)
    }
    if (fn instanceof Unknown) return callUnknown(fn, arg, position, this)
    return this.fail('type-error', `expected a function, this is a ${typeName(fn)}`, position)
  }

  /** The slots of a call: the argument under its own name, then the formals. */
  #bind(fn: Lambda, arg: Slot, position: Position | null): Slot[] {
    if (fn.formals === null) return fn.param ? [arg] : []
    const set = this.force(arg)
    const slots: Slot[] = fn.param ? [arg] : []
    if (set instanceof Unknown) {
      for (const formal of fn.formals.names)
        slots.push(unknownArgument(selectUnknown(set, formal.name), formal.fallback, slots, fn))
      return slots
    }
    if (!(set instanceof AttrSet)) {
      return this.fail('type-error', `the function wants a set, this is a ${typeName(set)}`, position)
    }
    return this.#bindFormals(fn, fn.formals, set, slots, position)
  }

  #bindFormals(
    fn: Lambda,
    formals: CompiledFormals,
    set: AttrSet,
    slots: Slot[],
    position: Position | null,
  ): Slot[] {
    let matched = 0
    for (const { name, fallback } of formals.names) {
      const attr = set.attrs.get(name)
      if (attr !== undefined) {
        matched++
        slots.push(attr.slot)
      } else if (set.rest !== null) slots.push(unknownArgument(this.select(set, name), fallback, slots, fn))
      else if (fallback === null) {
        this.fail(
          'missing-argument',
          `the function is called without the required argument '${name}'`,
          position ?? fn.position,
        )
      } else slots.push(new Thunk(fallback, { slots, up: fn.env }))
    }
    if (!formals.ellipsis && matched < set.attrs.size) {
      const unexpected = [...set.attrs.keys()].find((name) => !formals.known.has(name)) ?? ''
      this.fail(
        'unexpected-argument',
        `the function is called with the unexpected argument '${unexpected}'`,
        position ?? fn.position,
      )
    }
    return slots
  }
}

function unknownArgument(
  given: Value,
  fallback: CompiledFormals['names'][number]['fallback'],
  slots: Slot[],
  fn: Lambda,
): Slot {
  if (fallback === null || !(given instanceof Unknown)) return given
  return new Unknown(given.reason, given.path, [
    new Unknown(given.reason, given.path),
    new Thunk(fallback, { slots, up: fn.env }),
  ])
}

function selectUnknown(value: Unknown, name: string): Unknown {
  return new Unknown(value.reason, value.path === null ? null : [...value.path, name])
}
