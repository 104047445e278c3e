import type { Package } from '../../model/inventory.ts'
import type { HouseLibrary } from './library/house-library.ts'
import type { SourceReader } from './library/source-reader.ts'
import type { NixText } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'

/** A library that a module uses, and its path literal as the module writes it. */
export type ServiceLibrary = { readonly house: HouseLibrary; readonly file: NixText }

/** What a module is drafted from. */
export type DraftInput = {
  readonly pkg: Package
  readonly name: ModuleName
  readonly option: readonly string[]
  readonly packageDefault: NixText | null
  /** How the manual shows that default. */
  readonly packageText: NixText | null
  readonly library: ServiceLibrary | null
  /** The library that joins services to databases, nginx, Prometheus and the like. */
  readonly integration: ServiceLibrary | null
  readonly reader: SourceReader
}
