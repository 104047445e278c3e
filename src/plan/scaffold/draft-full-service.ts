import { quoteAttrName, quoteString } from '../../nix/quote.ts'
import { decisionsLeft } from './decisions.ts'
import { ownFirewall, localDatabase } from './draft-fragments.ts'
import { databaseOption, draftPorts, plainOption, type PortDraft } from './draft-options.ts'
import type { DraftInput, ServiceLibrary } from './draft-input.ts'
import { databaseVariables, portValue, programArguments, type UnitNeeds } from './draft-unit.ts'
import { libraryCall, libraryName } from './library-call.ts'
import { namesTaken, type FullLibrary } from './library/full-library.ts'
import type { HouseLibrary, UsableExport } from './library/house-library.ts'
import type { Fragment, ModuleDraft, NixText, OptionDraft } from './module-draft.ts'
import { describeService } from './describe-service.ts'
import { isSecret, serviceFacts, type ServiceFacts } from './service-facts.ts'

/** Drafts a service with a library that makes all of it: short, as a person would write it. */
export function draftFullService(
  input: DraftInput,
  { house, file }: ServiceLibrary,
  full: FullLibrary,
): ModuleDraft {
  const { pkg, name } = input
  const facts = serviceFacts(pkg)
  const ports = draftPorts(facts)
  const { program, title, executable } = describeService(pkg, name)
  const settings = facts.required.map((variable) => ({
    variable,
    option: optionName(variable, facts.required, name.name),
  }))
  const needs: UnitNeeds = {
    name,
    facts,
    title,
    ports,
    executable,
    staticUser: true,
    dataDir: true,
    logLevel: facts.log !== null,
  }
  const { roles } = house
  const calls = [
    full.options,
    full.unit,
    roles.validation,
    roles.user,
    roles.directories,
    tcpPorts(ports).length > 0 ? roles.firewall : undefined,
  ]
  return {
    headline: title,
    option: input.option,
    usesUtils: false,
    library: { name: libraryName, file, path: house.path, arguments: house.fileArguments },
    optionsCall: {
      text: `${libraryCall(full.options.name)} ${optionArguments(input, full, needs)}`,
      takesExtra: false,
    },
    options: [
      ...ports.flatMap((port) => furtherPort(port, ports, program)),
      ...settings.map(({ variable, option }) => settingOption(variable, option, program)),
      ...databaseOption(facts, program, { ...name, user: name.unit }),
    ],
    fragments: fragments(house, full, needs, settings),
    calls: calls.flatMap((use) => (use === undefined ? [] : [use.name])).sort(),
    decisions: decisionsLeft(pkg, facts, ports),
  }
}

type Setting = { readonly variable: string; readonly option: string }

function optionArguments(
  { pkg, name, packageDefault }: DraftInput,
  full: FullLibrary,
  needs: UnitNeeds,
): NixText {
  const { facts, title } = needs
  const [port] = tcpPorts(needs.ports)
  const documentation = pkg.homepage ?? 'the documentation of the program'
  const optional = facts.optional.filter(isSecret)
  const secrets = facts.secrets.filter((variable) => !databaseVariables(facts).includes(variable))
  const values: readonly (readonly [argument: string, value: NixText | null])[] = [
    ['name', quoteString(name.unit)],
    ['description', quoteString(title)],
    ['package', packageDefault ?? '(throw "set the option `package`")'],
    ['packageText', packageDefault === null ? null : quoteString(packageDefault)],
    ['port', port === undefined ? null : String(port.number)],
    ['address', needs.ports.some(({ takesAddress }) => takesAddress) ? '"127.0.0.1"' : null],
    ['runtime', facts.runtime === null || facts.runtime === 'static' ? null : quoteString(facts.runtime)],
    ['logLevels', facts.log === null || facts.log.variable === 'RUST_LOG' ? null : list(facts.log.levels)],
    ['settings', quoteString(documentation)],
    ['arguments', quoteString(documentation)],
    ['secrets', `{ required = ${list(secrets)}; optional = ${list(optional)}; }`],
  ]
  const taken = namesTaken(full.options)
  const bindings = values.flatMap(([argument, value]) =>
    value === null || !taken.has(argument) ? [] : [`${argument} = ${value};\n`],
  )
  return `{\n${bindings.join('')}}`
}

function list(texts: readonly string[]): NixText {
  return texts.length === 0 ? '[ ]' : `[ ${texts.map(quoteString).join(' ')} ]`
}

function tcpPorts(ports: readonly PortDraft[]): readonly PortDraft[] {
  return ports.filter(({ protocol, option }) => protocol === 'tcp' && option !== null)
}

/** Ports besides the first, which the library declares as `port`. */
function furtherPort(port: PortDraft, ports: readonly PortDraft[], program: string): readonly OptionDraft[] {
  if (port.option === null || port === tcpPorts(ports)[0]) return []
  const description = `${port.protocol.toUpperCase()} port that ${program} listens on.`
  return [{ ...plainOption(port.option, 'lib.types.port', description), default: String(port.number) }]
}

/** `SPINDLE_SERVER_OWNER` → `serverOwner`: without the first word where it is the program's, or all variables'. */
function optionName(variable: string, all: readonly string[], program: string): string {
  const words = variable.toLowerCase().split('_').filter(Boolean)
  const first = words[0] ?? ''
  const isShared = all.length > 1 && all.every((other) => other.toLowerCase().startsWith(`${first}_`))
  const isProgram = program
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .includes(first)
  const [head = '', ...rest] = words.length > 1 && (isShared || isProgram) ? words.slice(1) : words
  const name = head + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return reserved.has(name) || !/^[a-z]/.test(name) ? `setting${variable}` : name
}

const reserved = new Set(
  'enable package user group dataDir port openFirewall address logLevel settings extraArgs environmentFile serviceName database'.split(
    ' ',
  ),
)

function settingOption(variable: string, option: string, program: string): OptionDraft {
  return plainOption(option, 'lib.types.str', `Value of \`${variable}\`, which ${program} cannot do without.`)
}

function fragments(
  house: HouseLibrary,
  full: FullLibrary,
  needs: UnitNeeds,
  settings: readonly Setting[],
): readonly Fragment[] {
  const { roles } = house
  const tcp = tcpPorts(needs.ports)
  const ports = list_(needs.ports.filter(({ protocol }) => protocol === 'tcp').map(portText(tcp)))
  const call = (use: UsableExport | undefined, ...words: readonly NixText[]): readonly Fragment[] =>
    use === undefined ? [] : [{ type: 'call', text: [libraryCall(use.name), ...words].join(' ') }]
  const own = (text: NixText): readonly Fragment[] => (text === '' ? [] : [{ type: 'bindings', text }])
  const udp = needs.ports.filter(({ protocol }) => protocol === 'udp').map(portText(tcp))
  return [
    ...call(roles.validation, 'cfg', '[ ]'),
    ...call(roles.user, 'cfg'),
    ...call(roles.directories, 'cfg', '[ ]'),
    ...call(full.unit, 'cfg', unitArguments(house, full, needs, settings, ports, tcp)),
    ...own(localDatabase(needs)),
    ...(ports === '[ ]' || tcp.length === 0 ? [] : call(roles.firewall, 'cfg', ports)),
    ...(tcp.length === 0 ? [] : own(ownFirewall([], udp))),
  ]
}

/** A port as the module reads it: the first settable one is the library's `port`. */
function portText(tcp: readonly PortDraft[]): (port: PortDraft) => NixText {
  return (port) => {
    if (port.option === null) return String(port.number)
    return port === tcp[0] ? 'cfg.port' : `cfg.${quoteAttrName(port.option)}`
  }
}

function list_(items: readonly NixText[]): NixText {
  return items.length === 0 ? '[ ]' : `[ ${items.join(' ')} ]`
}

function unitArguments(
  house: HouseLibrary,
  full: FullLibrary,
  needs: UnitNeeds,
  settings: readonly Setting[],
  ports: NixText,
  tcp: readonly PortDraft[],
): NixText {
  const { facts, title, executable } = needs
  const renamed = needs.ports.map((port) => (port === tcp[0] ? { ...port, option: 'port' } : port))
  const endpoint = house.exports.has('endpoint')
    ? (port: NixText): NixText => `${libraryCall('endpoint')} cfg.address ${port}`
    : undefined
  const local = databaseVariables(facts)
  const url = 'if cfg.database.createLocally then "postgresql:///${cfg.user}?host=/run/postgresql" else null'
  const variables: readonly (readonly [string, NixText])[] = [
    ...settings.map(({ variable, option }) => [variable, `cfg.${quoteAttrName(option)}`] as const),
    ...renamed.flatMap((port) => {
      const value = portValue(port, endpoint)
      return port.environment === null || value === null ? [] : [[port.environment, value] as const]
    }),
    ...logVariable(facts),
    ...local.map((variable) => [variable, url] as const),
  ]
  const after =
    facts.database === 'postgresql' ? 'lib.optional cfg.database.createLocally "postgresql.service"' : null
  const values: readonly (readonly [string, NixText | null])[] = [
    ['description', quoteString(title)],
    ['runtime', facts.runtime === null || facts.runtime === 'static' ? null : quoteString(facts.runtime)],
    ['command', list_([executable, ...programArguments(facts, renamed, endpoint)])],
    ['ports', ports === '[ ]' ? null : ports],
    [
      'environment',
      variables.length === 0
        ? null
        : `{ ${variables.map(([name, value]) => `${name} = ${value};`).join(' ')} }`,
    ],
    ['after', after],
  ]
  const taken = namesTaken(full.unit)
  return `{\n${values.flatMap(([name, value]) => (value === null || !taken.has(name) ? [] : [`${name} = ${value};\n`])).join('')}}`
}

/** The library sets the variable that the runtime has by convention; a program's own is set here. */
function logVariable({ log }: ServiceFacts): readonly (readonly [string, NixText])[] {
  return log === null || log.variable === 'RUST_LOG' ? [] : [[log.variable, 'cfg.logLevel']]
}
