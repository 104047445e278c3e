import { quoteAttrName } from '../../nix/quote.ts'
import type { ServiceLibrary } from './draft-input.ts'
import type { ImportedLibrary, NixText } from './module-draft.ts'

/** Name that a module gives the library it imports. */
export const libraryName = 'serviceLib'

/** Name that a module gives the library that joins services to the rest of NixOS. */
export const integrationName = 'integration'

/** A library, imported under a name. */
export function importedAs(name: string, { house, file }: ServiceLibrary): ImportedLibrary {
  return { name, file, path: house.path, arguments: house.fileArguments }
}

/** An export of the library, as the module names it. */
export function libraryCall(exported: string): NixText {
  return `${libraryName}.${quoteAttrName(exported)}`
}
