import type { DocumentView } from './document-view.ts'

/** One part of a document, written by the keeper into a managed block of its own. */
export type Section = {
  /** Name of the managed block, and of the template: `documents/<block>.md`. */
  readonly block: string
  readonly heading: string
  readonly level: 1 | 2 | 3
  /** Other headings by which an existing document may call it, in plain lower-case words. */
  readonly aliases: readonly string[]
  /** What the template is given. */
  readonly context: (view: DocumentView) => object
}
