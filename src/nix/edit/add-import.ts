import type { NixParser } from '../parser.ts'
import { addListElement } from './add-list-element.ts'
import { sameImport } from './same-syntax.ts'
import type { EditResult } from './text-edit.ts'

/**
 * Adds a path to the `imports` of a NixOS module, also where there are none yet; `./x` and `./x/default.nix` are
 * the same import.
 * @param path the path as Nix source, as `quotePath` writes it
 */
export function addImport(parser: NixParser, text: string, path: string): EditResult {
  return addListElement(parser, text, ['imports'], path, { same: sameImport, place: 'first' })
}
