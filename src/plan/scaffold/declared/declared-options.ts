import type { DeclaredOption } from '../../../model/inventory.ts'
import type { NixText, OptionDraft } from '../module-draft.ts'
import { plainNix } from './fill-text.ts'
import { optionType } from './option-type.ts'

/**
 * The options that a package declares, to be declared by its module: those that users have to set first.
 * @param serviceTypes the library's set of types, where it has one
 */
export function declaredOptions(
  options: readonly DeclaredOption[],
  serviceTypes: NixText | null,
): readonly OptionDraft[] {
  const isRequired = (option: DeclaredOption): boolean => option.default === undefined
  const ordered = [...options.filter(isRequired), ...options.filter((option) => !isRequired(option))]
  return ordered.map((option) => ({
    name: option.name,
    enables: null,
    type: optionType(option, serviceTypes),
    default: option.default === undefined ? null : plainNix(option.default),
    defaultText: null,
    example: option.example === undefined ? null : plainNix(option.example),
    description: option.description === '' ? `Value of \`${option.name}\`.` : option.description,
  }))
}
