import type { Package } from '../../model/inventory.ts'
import type { HouseLibrary } from './library/house-library.ts'
import type { SourceReader } from './library/source-reader.ts'
import type { NixText } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'

/** What a module is drafted from. */
export type DraftInput = {
  readonly pkg: Package
  readonly name: ModuleName
  readonly option: readonly string[]
  readonly packageDefault: NixText | null
  /** The library to use, with its path literal as the module writes it. */
  readonly library: { readonly house: HouseLibrary; readonly file: NixText } | null
  readonly reader: SourceReader
}
