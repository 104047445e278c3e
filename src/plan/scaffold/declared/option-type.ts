import type { DeclaredOption } from '../../../model/inventory.ts'
import { quoteString } from '../../../nix/quote.ts'
import type { NixText } from '../module-draft.ts'

/** How a value of an option becomes a part of a text. */
export type ValueShape = 'text' | 'number' | 'boolean' | 'list'

type OptionType = {
  /** Name in the library's `serviceTypes`; null where nixpkgs has the type. */
  readonly ours: string | null
  /** The type with nothing but nixpkgs. */
  readonly plain: NixText
  readonly shape: ValueShape
}

const text = (ours: string | null, plain = 'lib.types.nonEmptyStr'): OptionType => ({
  ours,
  plain,
  shape: 'text',
})

/** The types that a package may name: docs/service-interface.md, "Options". */
const types: ReadonlyMap<string, OptionType> = new Map([
  ['text', text(null)],
  ['boolean', { ours: null, plain: 'lib.types.bool', shape: 'boolean' }],
  ['positive', { ours: null, plain: 'lib.types.ints.positive', shape: 'number' }],
  ['unsigned', { ours: null, plain: 'lib.types.ints.unsigned', shape: 'number' }],
  ['port', { ours: 'port', plain: 'lib.types.port', shape: 'number' }],
  ['file', text(null, 'lib.types.strMatching "/[^[:space:]]+"')],
  ['calendarEvent', text('calendarEvent')],
  ['databaseName', text('databaseName')],
  ['did', text('did')],
  ['goDuration', text('goDuration')],
  ['hostName', text('hostName')],
  ['httpUrl', text('httpUrl')],
  ['ipAddress', text('ipAddress')],
  ['statePath', text('statePath', 'lib.types.path')],
  ['userName', text('userName')],
  ['webSocketUrl', text('webSocketUrl')],
])

/**
 * The type of a declared option, as Nix.
 * @param serviceTypes the library's set of types, where it has one
 */
export function optionType(option: DeclaredOption, serviceTypes: NixText | null): NixText {
  const single = singleType(option, serviceTypes)
  // A list that users have to set is one that the service cannot do without.
  const listOf = option.default === undefined ? 'lib.types.nonEmptyListOf' : 'lib.types.listOf'
  const type = option.isList ? `${listOf} ${parenthesised(single)}` : single
  return option.default === null ? `lib.types.nullOr ${parenthesised(type)}` : type
}

export function shapeOf({ isList, type }: DeclaredOption): ValueShape {
  return isList ? 'list' : known(type).shape
}

function singleType({ type, pattern, choices }: DeclaredOption, serviceTypes: NixText | null): NixText {
  if (choices.length > 0) return `lib.types.enum [ ${choices.map(quoteString).join(' ')} ]`
  if (pattern !== null) return `lib.types.strMatching ${quoteString(pattern)}`
  const { ours, plain } = known(type)
  return ours === null || serviceTypes === null ? plain : `${serviceTypes}.${ours}`
}

function known(type: string): OptionType {
  return types.get(type) ?? text(null)
}

function parenthesised(type: NixText): NixText {
  return type.includes(' ') ? `(${type})` : type
}
