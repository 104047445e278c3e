import { quoteString } from '../../../nix/quote.ts'
import type { NixText } from '../module-draft.ts'
import type { HouseLibrary, UsableExport } from './house-library.ts'

/** A library that makes all of a service from named arguments, as the keeper's own does. */
export type FullLibrary = {
  readonly options: UsableExport
  readonly unit: UsableExport
}

const optionArguments = ['name', 'description', 'package', 'port', 'settings', 'secrets']
const unitArguments = ['command', 'environment', 'ports', 'serviceConfig']

/** Recognises such a library by what its options and its unit builder take; null for any other. */
export function asFullLibrary({ roles: { options, unit } }: HouseLibrary): FullLibrary | null {
  if (options === undefined || unit === undefined) return null
  const takes = namesTaken(options)
  const unitTakes = namesTaken(unit)
  const required = requiredNames(options).every((name) => optionArguments.includes(name))
  const fits =
    required && optionArguments.every((name) => takes.has(name)) && requiredNames(unit).length === 0
  return fits && unitArguments.every((name) => unitTakes.has(name)) ? { options, unit } : null
}

/** Names that the last, named argument of a function takes. */
export function namesTaken({ export: { parameters } }: UsableExport): ReadonlySet<string> {
  const last = parameters.at(-1)
  return new Set(last?.type === 'set' ? [...last.required, ...last.optional] : [])
}

/** Whether a named argument says no more than the function assumes without it. */
export function isDefault(
  { analysis: { defaults } }: UsableExport,
  argument: string,
  value: NixText,
  name: string,
): boolean {
  const text = defaults.get(argument)
  return text !== undefined && value === quoteString(text.replaceAll('{name}', name))
}

function requiredNames({ export: { parameters } }: UsableExport): readonly string[] {
  const last = parameters.at(-1)
  return last?.type === 'set' ? last.required : []
}
