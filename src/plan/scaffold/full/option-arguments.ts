import type { Package } from '../../../model/inventory.ts'
import { quoteString } from '../../../nix/quote.ts'
import type { DraftInput } from '../draft-input.ts'
import { isDefault, namesTaken, type FullLibrary } from '../library/full-library.ts'
import type { NixText } from '../module-draft.ts'
import { hasAddress, keepsState, type FullNeeds } from './full-needs.ts'
import { databaseVariables, redisVariable } from './joins.ts'

/** The named arguments of the function that makes a service's options. */
export function optionArguments(input: DraftInput, needs: FullNeeds): NixText {
  const { pkg, name, packageDefault, packageText } = input
  const { facts, title, main } = needs
  const documentation = documentationOf(pkg, needs)
  const values: readonly (readonly [argument: string, value: NixText | null])[] = [
    ['name', quoteString(name.unit)],
    ['description', quoteString(title)],
    ['package', packageDefault ?? '(throw "set the option `package`")'],
    ['packageText', packageText === null ? null : quoteString(packageText)],
    ['state', keepsState(needs) ? null : 'false'],
    ['port', main === null ? null : String(main.number)],
    ['address', hasAddress(needs) ? '"127.0.0.1"' : null],
    ['runtime', facts.runtime === null || facts.runtime === 'static' ? null : quoteString(facts.runtime)],
    ['logLevels', logLevels(needs)],
    ['settings', documentation.environment],
    ['arguments', documentation.arguments],
    ['secrets', secretsText(needs)],
    ...facts.options
      .filter((option) => isLibraryOption(option.name, needs.full))
      .map((option) => [option.name, 'true'] as const),
    ['metricsPort', needs.metrics === null || needs.metrics === main ? null : String(needs.metrics.number)],
  ]
  const taken = namesTaken(needs.full.options)
  const bindings = values.flatMap(([argument, value]) =>
    value === null || !taken.has(argument) || isDefault(needs.full.options, argument, value, name.unit)
      ? []
      : [`${argument} = ${value};\n`],
  )
  return `{\n${bindings.join('')}}`
}

/** Arguments that stand for something else than an option of their name. */
const ownArguments = new Set(
  (
    'name description package packageText state port address runtime logLevels settings arguments secrets ' +
    'metricsPort'
  ).split(' '),
)

/** Whether the library declares an option itself where it is told to: `jetstream = true`. */
export function isLibraryOption(name: string, { options }: FullLibrary): boolean {
  return !ownArguments.has(name) && namesTaken(options).has(name)
}

function documentationOf(
  pkg: Package,
  { facts }: FullNeeds,
): { readonly environment: NixText | null; readonly arguments: NixText | null } {
  const { documentation } = facts
  if (documentation === null) {
    const text = quoteString(pkg.homepage ?? 'the documentation of the program')
    return { environment: text, arguments: text }
  }
  const quoted = (text: string | null): NixText | null => (text === null ? null : quoteString(text))
  return { environment: quoted(documentation.environment), arguments: quoted(documentation.arguments) }
}

/** The library knows the levels of a runtime that has a convention, so it is told where a program does not keep it. */
function logLevels({ facts: { log, runtime } }: FullNeeds): NixText | null {
  if (log === null) return runtime === 'rust' ? 'null' : null
  return log.variable === 'RUST_LOG' ? null : list(log.levels)
}

/**
 * Secrets by name; the address of a database is one that may be left out, as there may be a local one.
 * @returns null for a program that says that it reads no environment, and so has none
 */
function secretsText(needs: FullNeeds): NixText | null {
  const { facts } = needs
  const addresses = [...databaseVariables(needs), redisVariable(needs) ?? []].flat()
  const required = facts.secrets.filter((variable) => !addresses.includes(variable))
  const optional = [
    ...facts.optionalSecrets,
    ...addresses.filter((variable) => !facts.optionalSecrets.includes(variable)),
  ].sort()
  const parts = [
    ...(required.length === 0 ? [] : [`required = ${list(required)};`]),
    ...(optional.length === 0 ? [] : [`optional = ${list(optional)};`]),
  ]
  const { documentation } = facts
  if (parts.length === 0 && documentation !== null && documentation.environment === null) return null
  return parts.length === 0 ? '{ }' : `{ ${parts.join(' ')} }`
}

function list(texts: readonly string[]): NixText {
  return `[ ${texts.map(quoteString).join(' ')} ]`
}
