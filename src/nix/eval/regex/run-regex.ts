import type { Automaton } from './automaton.ts'

/** Where a match lies, and its groups: offsets of begin and end, or null where a group took no part. */
export type Found = {
  readonly begin: number
  readonly end: number
  readonly groups: readonly (readonly [number, number] | null)[]
}

export type SearchFlags = {
  /** The match must not be empty. */
  readonly notEmpty: boolean
  /** The match must begin where the search does. */
  readonly here: boolean
  /** The search begins after other text, so `^` matches nowhere. */
  readonly afterText: boolean
}

/** More steps than that, and the answer is not worth its time. */
const stepLimit = 1_000_000

/** The search takes too many steps. */
export class TooExpensive extends Error {}

/**
 * Runs an automaton over bytes (one a character) as libstdc++'s depth-first executor does (`_Executor::_M_dfs`), to the
 * letter: which of several matches is found, and what their groups hold, follows from the order of its search. Where it
 * calls itself, this has a stack of its own: what is to be done later, or undone, lies there.
 */
export class RegexRun {
  readonly #automaton: Automaton
  readonly #text: string
  /** Steps taken so far. */
  steps = 0
  #begin = 0
  #whole = false
  #flags: SearchFlags = { notEmpty: false, here: false, afterText: false }
  #solved = false
  #end = -1
  #found: Group[] = []
  #groups: Group[] = []
  #repeats: Repeat[] = []
  readonly #todo: (() => void)[] = []

  constructor(automaton: Automaton, text: string) {
    this.#automaton = automaton
    this.#text = text
  }

  /** Matches the whole text. */
  match(): Found | null {
    this.#whole = true
    return this.#from(0)
  }

  /** Finds the first match at or after an offset. */
  search(from: number, flags: SearchFlags): Found | null {
    this.#whole = false
    this.#flags = flags
    const last = flags.here ? from : this.#text.length
    for (let begin = from; begin <= last; begin++) {
      const found = this.#from(begin)
      if (found !== null) return found
      this.#flags = { ...flags, afterText: true }
    }
    return null
  }

  #from(begin: number): Found | null {
    const { groups, start, states } = this.#automaton
    this.#begin = begin
    this.#solved = false
    this.#end = -1
    this.#groups = Array.from({ length: groups }, () => unset)
    this.#repeats = new Array<Repeat>(states.length).fill(never)
    this.#todo.length = 0
    this.#visit(start, begin)
    for (let work = this.#todo.pop(); work !== undefined && !this.#settled(); work = this.#todo.pop()) work()
    if (this.#end < 0) return null
    return {
      begin,
      end: this.#end,
      groups: this.#found.map((group) => (group.matched ? [group.begin, group.end] : null)),
    }
  }

  /** No longer match can be found. */
  #settled(): boolean {
    return this.#end === this.#text.length
  }

  #visit(start: number, at: number): void {
    let index = start
    let position = at
    for (;;) {
      if (++this.steps > stepLimit) throw new TooExpensive()
      const state = this.#automaton.states[index]
      if (state === undefined) return
      switch (state.type) {
        case 'accept':
          this.#accept(position)
          return
        case 'byte':
          if (state.matches[this.#text.charCodeAt(position)] !== 1) return
          position++
          break
        case 'line-begin':
          if (position !== this.#begin || this.#flags.afterText) return
          break
        case 'line-end':
          if (position !== this.#text.length) return
          break
        case 'nothing':
          break
        case 'group-begin':
        case 'group-end':
          this.#enter(state.group, state.type === 'group-begin', position)
          break
        case 'alternative':
          this.#later(state.next, position)
          index = state.other
          continue
        case 'repeat':
          if (this.#onceMore(index, state.next, position)) {
            index = state.other
            continue
          }
      }
      index = state.next
    }
  }

  #accept(position: number): void {
    this.#solved = this.#whole ? position === this.#text.length : true
    if (position === this.#begin && this.#flags.notEmpty) this.#solved = false
    if (this.#solved && position > this.#end) {
      this.#end = position
      this.#found = [...this.#groups]
    }
  }

  #enter(index: number, begins: boolean, position: number): void {
    const group = this.#groups[index] ?? unset
    this.#groups[index] = begins ? { ...group, begin: position } : { ...group, end: position, matched: true }
    this.#todo.push(() => {
      const now = this.#groups[index] ?? unset
      this.#groups[index] = begins ? { ...now, begin: group.begin } : group
    })
  }

  /** The right side of an alternative is tried in any case, and the longer match wins. */
  #later(next: number, position: number): void {
    this.#todo.push(() => {
      const before = this.#solved
      this.#solved = false
      this.#todo.push(() => {
        this.#solved ||= before
      })
      this.#visit(next, position)
    })
  }

  /** Whether a repetition goes on; it does twice without getting anywhere. What follows it is left for later. */
  #onceMore(index: number, next: number, position: number): boolean {
    const repeat = this.#repeats[index] ?? never
    const stuck = repeat.count > 0 && repeat.position === position
    if (stuck && repeat.count >= 2) return false
    this.#repeats[index] = { position, count: stuck ? repeat.count + 1 : 1 }
    this.#todo.push(() => {
      this.#repeats[index] = repeat
      if (!this.#solved) this.#visit(next, position)
    })
    return true
  }
}

type Group = { readonly begin: number; readonly end: number; readonly matched: boolean }
type Repeat = { readonly position: number; readonly count: number }

const unset: Group = { begin: 0, end: 0, matched: false }
const never: Repeat = { position: 0, count: 0 }
