/**
 * How much of JavaScript's stack the evaluator takes, in levels: a call, a thunk, or two levels of nested syntax
 * are one level, a native that works directly is two, and so is each time it goes back to the evaluator. Measured with
 * the stack of 984 kB that Node has by default: level 1,500 takes two thirds of it, whatever the code looks like.
 */

/** Compiled code beyond this level is put off until the stack is empty again. */
export const softLimit = 250

/** A native works directly, so what it calls starts at its level; this many more levels are always there for it. */
export const headroom = 8

/** A native that is to start this many levels above another one is put off as well. */
export const nativeHeadroom = 2

/** Levels that a native takes itself. */
export const nativeWeight = 2

/** Natives may call each other up to here; beyond, the evaluation fails. */
export const hardLimit = 1_500
