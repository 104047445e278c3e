import { decisionsLeft } from '../decisions.ts'
import { declaredOptions } from '../declared/declared-options.ts'
import { describeService } from '../describe-service.ts'
import { localDatabase, ownFirewall } from '../draft-fragments.ts'
import type { DraftInput, ServiceLibrary } from '../draft-input.ts'
import { databaseOption, draftPorts, plainOption, type PortDraft } from '../draft-options.ts'
import { importedAs, integrationName, libraryCall, libraryName } from '../library-call.ts'
import type { FullLibrary } from '../library/full-library.ts'
import type { UsableExport } from '../library/house-library.ts'
import type { Fragment, ModuleDraft, NixText, OptionDraft } from '../module-draft.ts'
import { enumerate } from '../../text/words.ts'
import { serviceFacts } from '../service-facts.ts'
import { keepsState, mainPort, metricsPort, portText, servedPorts, type FullNeeds } from './full-needs.ts'
import { joinsOf, type Join } from './joins.ts'
import { isLibraryOption, optionArguments } from './option-arguments.ts'
import { settingsOf } from './settings-of.ts'
import { unitArguments } from './unit-arguments.ts'

/** Drafts a service with a library that makes all of it: short, as a person would write it. */
export function draftFullService(input: DraftInput, library: ServiceLibrary, full: FullLibrary): ModuleDraft {
  const needs = fullNeeds(input, library, full)
  const { house, facts, ports, settings, integration } = needs
  const { program } = describeService(input.pkg, input.name)
  const { roles } = house
  const joins = joinsOf(needs)
  const serviceTypes = house.exports.has('serviceTypes') ? libraryCall('serviceTypes') : null
  const calls = [
    full.options,
    full.unit,
    roles.validation,
    roles.user,
    roles.directories,
    opened(needs).length > 0 ? roles.firewall : undefined,
  ]
  return {
    headline: needs.headline,
    option: input.option,
    usesUtils: false,
    library: importedAs(libraryName, library),
    ...(integration === null || !usesIntegration(joins)
      ? {}
      : { furtherLibraries: [importedAs(integrationName, integration)] }),
    optionsCall: {
      text: [
        `${libraryCall(full.options.name)} ${optionArguments(input, needs)}`,
        ...joins.flatMap(({ options }) => options ?? []),
      ].join('\n// '),
      takesExtra: false,
    },
    options: [
      ...ports.flatMap((port) => furtherPort(port, needs, program)),
      ...ownFirewallOption(needs),
      ...declaredOptions(
        facts.options.filter(({ name }) => !isLibraryOption(name, full)),
        serviceTypes,
      ),
      ...settings.map(({ variable, option }) => settingOption(variable, option, program)),
      ...(integration === null
        ? databaseOption(facts, program, { ...input.name, user: input.name.unit })
        : []),
    ],
    fragments: fragments(needs, joins),
    calls: calls.flatMap((use) => (use === undefined ? [] : [use.name])).sort(),
    decisions: decisionsLeft(input.pkg, facts, ports),
  }
}

function fullNeeds(input: DraftInput, { house }: ServiceLibrary, full: FullLibrary): FullNeeds {
  const { pkg, name, integration } = input
  const facts = serviceFacts(pkg)
  const ports = draftPorts(facts)
  const { title, headline, called, executable } = describeService(pkg, name)
  const metrics = integration === null ? null : metricsPort(ports)
  return {
    name,
    facts,
    title,
    headline,
    called,
    ports,
    executable,
    house,
    full,
    integration,
    settings: settingsOf(facts, name.name),
    main: mainPort(ports, metrics),
    metrics,
    staticUser: true,
    dataDir: !facts.isStateless,
    logLevel: facts.log !== null,
  }
}

/** Ports besides those that the libraries declare. */
function furtherPort(port: PortDraft, needs: FullNeeds, program: string): readonly OptionDraft[] {
  if (port.option === null || port === needs.main || port === needs.metrics) return []
  const description = `${port.protocol.toUpperCase()} port that ${program} listens on.`
  return [{ ...plainOption(port.option, 'lib.types.port', description), default: String(port.number) }]
}

/** TCP ports that the firewall may let through. */
function opened(needs: FullNeeds): readonly PortDraft[] {
  return needs.main === null ? needs.ports.filter(({ isPublic }) => isPublic) : servedPorts(needs)
}

/** `openFirewall` comes with the library's `port`; without that option it is declared here. */
function ownFirewallOption(needs: FullNeeds): readonly OptionDraft[] {
  const ports = opened(needs)
  if (needs.main !== null || ports.length === 0) return []
  const numbers = enumerate(ports.map(({ number }) => String(number)))
  const description = `Whether to open the service's ${ports.length === 1 ? 'port' : 'ports'}, ${numbers}, in the firewall.`
  return [
    { ...plainOption('openFirewall', 'lib.types.bool', description), default: 'false', example: 'true' },
  ]
}

/** Whether the library of integrations is called, or the service's own does all. */
function usesIntegration(joins: readonly Join[]): boolean {
  return joins.some(({ options }) => options !== null)
}

function settingOption(variable: string, option: string, program: string): OptionDraft {
  return plainOption(option, 'lib.types.str', `Value of \`${variable}\`, which ${program} cannot do without.`)
}

/** The configuration in the order of the house's modules. */
function fragments(needs: FullNeeds, joins: readonly Join[]): readonly Fragment[] {
  const { house, full, ports, main, integration } = needs
  const { roles } = house
  const call = (use: UsableExport | undefined, ...words: readonly NixText[]): readonly Fragment[] =>
    use === undefined ? [] : [{ type: 'call', text: [libraryCall(use.name), ...words].join(' ') }]
  const own = (text: NixText): readonly Fragment[] => (text === '' ? [] : [{ type: 'bindings', text }])
  const open = opened(needs).map((port) => portText(port, needs))
  const udp = ports.filter(({ protocol }) => protocol === 'udp').map((port) => portText(port, needs))
  return [
    ...call(roles.validation, 'cfg', rulesOf(joins)),
    ...call(roles.user, 'cfg'),
    ...(keepsState(needs) ? call(roles.directories, 'cfg', '[ ]') : []),
    ...call(full.unit, 'cfg', unitArguments(needs)),
    ...(integration === null ? own(localDatabase(needs)) : []),
    ...(open.length === 0 ? [] : call(roles.firewall, 'cfg', `[ ${open.join(' ')} ]`)),
    ...(main === null ? [] : own(ownFirewall([], udp))),
    ...joins.map(({ config }): Fragment => ({ type: 'call', text: config })),
  ]
}

/** All rules as one list; in parentheses where that takes an operator. */
function rulesOf(joins: readonly Join[]): NixText {
  const rules = joins.flatMap((each) => each.rules ?? [])
  const [only = '[ ]'] = rules
  if (rules.length <= 1) return only.startsWith('[') ? only : `(${only})`
  return `(${rules.join(' ++ ')})`
}
