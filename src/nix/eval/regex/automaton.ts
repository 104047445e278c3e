/** A state of the automaton; `next` and `other` are indices of states. */
export type State =
  | { readonly type: 'accept' }
  | { readonly type: 'byte'; readonly matches: Uint8Array; next: number }
  | { readonly type: 'line-begin' | 'line-end' | 'nothing'; next: number }
  | { readonly type: 'group-begin' | 'group-end'; readonly group: number; next: number }
  /** Tries `other` (the left side), then `next`. */
  | { readonly type: 'alternative'; next: number; other: number }
  /** Tries `other` (once more), then, where that found nothing, `next`. */
  | { readonly type: 'repeat'; next: number; other: number }

export type Automaton = { readonly states: readonly State[]; readonly start: number; readonly groups: number }

/** Part of an automaton under construction: where it begins, and the state whose `next` is yet to be set. */
export type Sequence = { readonly start: number; readonly end: number }

/** A pattern that Nix refuses. */
export class InvalidPattern extends Error {}

/** A pattern that Nix may accept, but of which we do not know what it means. */
export class UnknownPattern extends Error {}

/** As libstdc++ has it. */
const stateLimit = 100_000

/** Builds the states of an automaton. */
export class AutomatonBuilder {
  readonly states: State[] = []

  add(state: State): Sequence {
    if (this.states.length >= stateLimit) throw new InvalidPattern('it needs too much memory')
    this.states.push(state)
    const index = this.states.length - 1
    return { start: index, end: index }
  }

  append(first: Sequence, second: Sequence): Sequence {
    const state = this.states[first.end]
    if (state !== undefined && state.type !== 'accept') state.next = second.start
    return { start: first.start, end: second.end }
  }

  /** A copy of a part, which shares no state with it. */
  clone({ start, end }: Sequence): Sequence {
    const copies = new Map<number, number>()
    const todo = [start]
    for (let index = todo.pop(); index !== undefined; index = todo.pop()) {
      const state = this.states[index]
      if (state === undefined || copies.has(index)) continue
      copies.set(index, this.add({ ...state }).start)
      if ('other' in state) todo.push(state.other)
      if (index !== end && 'next' in state) todo.push(state.next)
    }
    const moved = (index: number): number => copies.get(index) ?? index
    for (const copy of copies.values()) {
      const state = this.states[copy]
      if (state === undefined || state.type === 'accept') continue
      state.next = moved(state.next)
      if ('other' in state) state.other = moved(state.other)
    }
    return { start: moved(start), end: moved(end) }
  }
}
