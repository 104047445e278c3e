import type { ConstructorOptions } from 'pg-boss'

export type Row = Readonly<Record<string, unknown>>

/** The one database of a keeper: the queue and the store live in it. */
export type Database = {
  /** What people call it, without secrets: for messages and the status page. */
  readonly name: string
  /** Whether this process is the only one that can reach it. */
  readonly exclusive: boolean
  /** How the queue's library reaches it. */
  readonly bossOptions: ConstructorOptions
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  close(): Promise<void>
}

/** The database cannot be used as it is set up: said in one line, to whoever starts the server. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseUnavailable'
  }
}
