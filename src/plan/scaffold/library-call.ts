import { quoteAttrName } from '../../nix/quote.ts'
import type { NixText } from './module-draft.ts'

/** Name that a module gives the library it imports. */
export const libraryName = 'serviceLib'

/** An export of the library, as the module names it. */
export function libraryCall(exported: string): NixText {
  return `${libraryName}.${quoteAttrName(exported)}`
}
