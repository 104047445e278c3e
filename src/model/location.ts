/** A place in a file of a snapshot. Lines and columns count from 1; columns are UTF-16 code units. */
export type Location = {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}
