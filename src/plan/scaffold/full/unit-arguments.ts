import { quoteAttrName, quoteString } from '../../../nix/quote.ts'
import { fillValue, type Filling } from '../declared/fill-text.ts'
import { conditionOf } from '../declared/fillings.ts'
import type { PortDraft } from '../draft-options.ts'
import { databaseVariables } from '../draft-unit.ts'
import { isDefault, namesTaken } from '../library/full-library.ts'
import type { NixText } from '../module-draft.ts'
import { integrationName } from '../library-call.ts'
import { furtherDatabaseVariables } from './joins.ts'
import { endpointText, fillingsOf, portText, servedPorts, type FullNeeds } from './full-needs.ts'

/** The named arguments of the function that makes the unit. */
export function unitArguments(needs: FullNeeds): NixText {
  const { facts, called, executable, integration } = needs
  const ports = servedPorts(needs).map((port) => portText(port, needs))
  const variables = environment(needs)
  const local = integration === null && facts.database === 'postgresql'
  const values: readonly (readonly [string, NixText | null])[] = [
    ['description', quoteString(called)],
    ['runtime', facts.runtime === null || facts.runtime === 'static' ? null : quoteString(facts.runtime)],
    [
      'command',
      [`[ ${[executable, ...commandArguments(needs)].join(' ')} ]`, ...argumentGroups(needs)].join(' ++ '),
    ],
    ['ports', ports.length === 0 ? null : `[ ${ports.join(' ')} ]`],
    [
      'environment',
      variables.size === 0
        ? null
        : `{ ${[...variables].map(([name, value]) => `${quoteAttrName(name)} = ${value};`).join(' ')} }`,
    ],
    ['after', local ? 'lib.optional cfg.database.createLocally "postgresql.service"' : null],
  ]
  const taken = namesTaken(needs.full.unit)
  const bindings = values.flatMap(([name, value]) =>
    value === null || !taken.has(name) || isDefault(needs.full.unit, name, value, needs.name.unit)
      ? []
      : [`${name} = ${value};\n`],
  )
  return `{\n${bindings.join('')}${serviceConfig(needs)}}`
}

/** What the program is always given, then its ports. */
function commandArguments(needs: FullNeeds): readonly NixText[] {
  const fillings = fillingsOf(needs)
  const fixed = needs.facts.arguments.map((argument) => fillElement(argument, fillings))
  const fromPorts = needs.ports.flatMap((port) => {
    if (port.option === null || port.argument === null) return []
    const value = portArgument(port, needs)
    return port.argument.endsWith('=')
      ? [`"${port.argument}\${${port.takesAddress ? value : `toString ${value}`}}"`]
      : [quoteString(port.argument), port.takesAddress ? `(${value})` : value]
  })
  return [...fixed, ...fromPorts]
}

/** Lists of arguments that belong together, each where all that it names is set or on. */
function argumentGroups(needs: FullNeeds): readonly NixText[] {
  const fillings = fillingsOf(needs)
  const switches = new Map(needs.metrics === null ? [] : [['metrics.port', 'cfg.metrics.enable'] as const])
  return needs.facts.argumentGroups.map((group) => {
    const list = `[ ${group.map((argument) => fillElement(argument, fillings)).join(' ')} ]`
    const condition = conditionOf(group, needs.facts, switches)
    return condition === null
      ? list
      : `lib.optionals ${condition.includes(' ') ? `(${condition})` : condition} ${list}`
  })
}

/** A text as an element of a list. */
function fillElement(text: string, fillings: ReadonlyMap<string, Filling>): NixText {
  const nix = fillValue(text, fillings)
  return nix.includes(' ') && !nix.startsWith('"') ? `(${nix})` : nix
}

/** The binding of directives of the service section that are this program's own; empty where it has none. */
function serviceConfig(needs: FullNeeds): NixText {
  const { workingDirectory, groups } = needs.facts
  const fillings = fillingsOf(needs)
  const directives = [
    ...(groups.length === 0
      ? []
      : [`SupplementaryGroups = [ ${groups.map((group) => fillElement(group, fillings)).join(' ')} ];`]),
    ...(workingDirectory === null ? [] : [`WorkingDirectory = ${fillValue(workingDirectory, fillings)};`]),
  ]
  const [only] = directives
  if (only === undefined) return ''
  return directives.length === 1
    ? `serviceConfig.${only}\n`
    : `serviceConfig = {\n${directives.join('\n')}\n};\n`
}

function portArgument(port: PortDraft, needs: FullNeeds): NixText {
  const text = portText(port, needs)
  return port.takesAddress ? endpointText(needs)(text) : text
}

/** Variables by name, sorted, as the house's modules have them. */
function environment(needs: FullNeeds): ReadonlyMap<string, NixText> {
  const { facts, settings, ports } = needs
  const fillings = fillingsOf(needs)
  const variables: readonly (readonly [string, NixText])[] = [
    ...settings.map(({ variable, option }) => [variable, `cfg.${quoteAttrName(option)}`] as const),
    ...ports.flatMap((port) => {
      if (port.environment === null || port.option === null) return []
      return [[port.environment, portVariable(port, needs)] as const]
    }),
    // The library sets the variable that the runtime has by convention; a program's own is set here.
    ...(facts.log === null || facts.log.variable === 'RUST_LOG'
      ? []
      : [[facts.log.variable, 'cfg.logLevel'] as const]),
    ...databaseAddress(needs),
    ...[...facts.environment].map(([name, value]) => [name, fillValue(value, fillings)] as const),
  ]
  return new Map([...new Map(variables)].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a variable for a port is set to; metrics that are off are served nowhere, or where nobody looks for them. */
function portVariable(port: PortDraft, needs: FullNeeds): NixText {
  const { main, metrics } = needs
  if (port !== metrics || port === main) return portArgument(port, needs)
  const listens = port.takesAddress ? '"127.0.0.1:${toString cfg.metrics.port}"' : 'cfg.metrics.port'
  if (port.isOptional) return `if cfg.metrics.enable then ${listens} else null`
  return port.takesAddress ? `if cfg.metrics.enable then ${listens} else "127.0.0.1:0"` : listens
}

/** Where the database is: in a house with a library that says it, for the variables besides the main one. */
function databaseAddress(needs: FullNeeds): readonly (readonly [string, NixText])[] {
  const { facts, integration } = needs
  if (integration !== null) {
    if (!integration.house.exports.has('databaseUrl')) return []
    const local = `if cfg.database.createLocally then ${integrationName}.databaseUrl cfg else null`
    return furtherDatabaseVariables(needs).map((variable) => [variable, local] as const)
  }
  const url = 'if cfg.database.createLocally then "postgresql:///${cfg.user}?host=/run/postgresql" else null'
  return databaseVariables(facts).map((variable) => [variable, url] as const)
}
