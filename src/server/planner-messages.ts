import type { Planner } from '../jobs/planner.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { packSnapshot, unpackSnapshot, type SnapshotMessage } from './snapshot-message.ts'

export type PlannerMethod = keyof Planner

/** A call on its way to the planning thread. */
export type PlannerMessage = {
  readonly id: number
  readonly method: PlannerMethod
  readonly input: Readonly<Record<string, unknown>>
}

/** Its answer: a result or an error. */
export type PlannerReply = { readonly id: number; readonly result?: unknown; readonly error?: Error }

/** An input with its snapshots as plain data; all else in it is plain already. */
export function packInput(input: object): Readonly<Record<string, unknown>> {
  return mapValues(input, (value) => (isSnapshot(value) ? packSnapshot(value) : value))
}

export function unpackInput(input: object): Readonly<Record<string, unknown>> {
  return mapValues(input, (value) => (isPacked(value) ? unpackSnapshot(value) : value))
}

function mapValues(input: object, change: (value: unknown) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, change(value)]))
}

function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'readText' in value && 'entries' in value
}

function isPacked(value: unknown): value is SnapshotMessage {
  return typeof value === 'object' && value !== null && 'texts' in value && 'entries' in value
}
