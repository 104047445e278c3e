import { quoteAttrName, quoteString } from '../../nix/quote.ts'
import { fillText, type Filling } from './declared/fill-text.ts'
import { conditionOf, plainFillings } from './declared/fillings.ts'
import type { PortDraft } from './draft-options.ts'
import { hardening, type Directive } from './hardening.ts'
import type { NixText } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'
import { isDatabaseVariable, type ServiceFacts } from './service-facts.ts'

export type UnitNeeds = {
  readonly name: ModuleName
  readonly facts: ServiceFacts
  /** What the unit is, for people. */
  readonly title: string
  readonly ports: readonly PortDraft[]
  /** Expression of the program's path. */
  readonly executable: NixText
  /** Runs as `cfg.user`, a user of the system's, rather than one that systemd makes up. */
  readonly staticUser: boolean
  /** Keeps its state in `cfg.dataDir` rather than where systemd puts it. */
  readonly dataDir: boolean
  /** The module has an option `logLevel`. */
  readonly logLevel: boolean
}

/** One `name = value;` with a comment above it where there is a reason to give. */
export function binding({ name, value, reason }: Directive): NixText {
  const comment = reason === null ? '' : `# ${reason}\n`
  return `${comment}${quoteAttrName(name)} = ${value};\n`
}

/** The lines of the service section besides what sets up its user and place. */
export function serviceDirectives(needs: UnitNeeds): readonly Directive[] {
  return [
    directive('ExecStart', commandLine(needs)),
    ...identityDirectives(needs),
    environmentFileDirective(needs.facts),
    ...credentialDirectives(needs.facts),
    directive('Restart', '"on-failure"'),
    directive('RestartSec', '5'),
    ...hardening({ jit: needs.facts.jit, bindsPrivilegedPort: privilegedPort(needs.ports) }),
  ]
}

export function directive(name: string, value: NixText): Directive {
  return { name, value, reason: null }
}

/** The command with its arguments, quoted as systemd reads them: systemd.service(5), "Command lines". */
function commandLine(needs: UnitNeeds): NixText {
  const { executable } = needs
  const words = [executable, ...programArguments(needs)]
  const list = [`[ ${words.join(' ')} ]`, ...argumentGroups(needs), 'cfg.extraArgs'].join(' ++ ')
  return `utils.escapeSystemdExecArgs (${list})`
}

/** Lists of arguments that belong together, each where all that it names is set. */
function argumentGroups(needs: UnitNeeds): readonly NixText[] {
  const fillings = fillingsOf(needs)
  return needs.facts.argumentGroups.map((group) => {
    const list = `[ ${group.map((argument) => elementOf(fillText(argument, fillings))).join(' ')} ]`
    const condition = conditionOf(group, needs.facts)
    return condition === null ? list : `lib.optionals ${elementOf(condition)} ${list}`
  })
}

/** Elements of the program's argument list: what it is always given, then its ports. */
function programArguments(needs: UnitNeeds): readonly NixText[] {
  const { facts, ports } = needs
  const fillings = fillingsOf(needs)
  const fromPorts = ports.flatMap((port) => {
    const value = portValue(port)
    if (value === null || port.argument === null) return []
    return port.argument.endsWith('=')
      ? [`"${port.argument}\${${value}}"`]
      : [quoteString(port.argument), `(${value})`]
  })
  return [...facts.arguments.map((argument) => elementOf(fillText(argument, fillings))), ...fromPorts]
}

/** The text that a program is given for a port: the number, with the address where it takes one. */
function portValue(port: PortDraft): NixText | null {
  if (port.option === null) return null
  const value = `cfg.${quoteAttrName(port.option)}`
  return port.takesAddress ? endpointText(value) : `toString ${value}`
}

function endpointText(port: NixText): NixText {
  return `"\${cfg.address}:\${toString ${port}}"`
}

/** A call among the elements of a list stands in parentheses. */
function elementOf(text: NixText): NixText {
  return text.startsWith('"') || !text.includes(' ') ? text : `(${text})`
}

function fillingsOf({ facts, ports, dataDir, name }: UnitNeeds): ReadonlyMap<string, Filling> {
  const place = dataDir ? 'cfg.dataDir' : quoteString(`/var/lib/${facts.stateDirectory ?? name.unit}`)
  return plainFillings(facts, ports, place)
}

function identityDirectives(needs: UnitNeeds): readonly Directive[] {
  const { name, facts, staticUser, dataDir } = needs
  const state = facts.stateDirectory ?? name.unit
  const user = staticUser
    ? [directive('User', 'cfg.user'), directive('Group', 'cfg.group')]
    : facts.database === 'postgresql'
      ? [directive('DynamicUser', 'true'), directive('User', quoteString(name.user))]
      : [directive('DynamicUser', 'true')]
  const { workingDirectory, groups } = facts
  const fillings = fillingsOf(needs)
  const runsIn = (home: NixText): Directive =>
    directive('WorkingDirectory', workingDirectory === null ? home : fillText(workingDirectory, fillings))
  const place = dataDir
    ? [directive('ReadWritePaths', '[ cfg.dataDir ]'), runsIn('cfg.dataDir')]
    : [
        directive('StateDirectory', quoteString(state)),
        directive('StateDirectoryMode', '"0700"'),
        runsIn(quoteString(`%S/${state}`)),
      ]
  const further = groups.map((group) => elementOf(fillText(group, fillings)))
  return [
    ...user,
    ...(further.length === 0 ? [] : [directive('SupplementaryGroups', `[ ${further.join(' ')} ]`)]),
    ...place,
  ]
}

/** systemd.exec(5), "Credentials": files that it reads as root and hands to the service alone. */
function credentialDirectives({ credentials }: ServiceFacts): readonly Directive[] {
  if (credentials.length === 0) return []
  const pairs = credentials.map(({ name }) => `"${name}:\${cfg.credentials.${quoteAttrName(name)}}"`)
  return [directive('LoadCredential', `[ ${pairs.join(' ')} ]`)]
}

function environmentFileDirective(facts: ServiceFacts): Directive {
  const required = facts.secrets.some((name) => facts.database !== 'postgresql' || !isDatabaseVariable(name))
  return directive(
    'EnvironmentFile',
    required ? 'cfg.environmentFile' : 'lib.optional (cfg.environmentFile != null) cfg.environmentFile',
  )
}

/** Says whether one of the configured ports takes a capability to bind; null where no port is known. */
function privilegedPort(ports: readonly PortDraft[]): NixText | null {
  const terms = ports.flatMap(({ option, number }) => {
    if (option !== null) return [`cfg.${quoteAttrName(option)} < 1024`]
    return number < 1024 ? ['true'] : []
  })
  if (terms.includes('true')) return 'true'
  return terms.length === 0 ? null : terms.join(' || ')
}

/** The environment, or null where there is nothing to set: the user's settings, then what options decide. */
export function environment(needs: UnitNeeds, except: ReadonlySet<string>): NixText {
  const { facts, ports, name, logLevel } = needs
  const fillings = fillingsOf(needs)
  const before = [
    ...[...facts.runtimeVariables].map(([variable, value]) => [variable, quoteString(value)] as const),
    ...[...facts.environment].flatMap(([variable, value]) =>
      value === null ? [] : [[variable, fillText(value, fillings)] as const],
    ),
  ]
  const after = [
    ...facts.credentials.map(
      (credential) => [credential.environment, quoteString(`%d/${credential.name}`)] as const,
    ),
    ...(facts.log !== null && logLevel ? [[facts.log.variable, 'cfg.logLevel'] as const] : []),
    ...ports.flatMap((port) => {
      const value = portValue(port)
      return value === null || port.environment === null ? [] : [[port.environment, value] as const]
    }),
  ]
  const set = (entries: readonly (readonly [string, NixText])[]): readonly NixText[] => {
    const kept = [...new Map(entries)].filter(([variable]) => !except.has(variable))
    return kept.length === 0
      ? []
      : [`{ ${kept.map(([variable, value]) => `${quoteAttrName(variable)} = ${value};`).join(' ')} }`]
  }
  const local = databaseVariables(facts)
  const url = needs.staticUser
    ? '"postgresql:///${cfg.user}?host=/run/postgresql"'
    : quoteString(`postgresql:///${name.user}?host=/run/postgresql`)
  const database =
    local.length === 0
      ? []
      : [
          `lib.optionalAttrs cfg.database.createLocally { ${local.map((variable) => `${variable} = ${url};`).join(' ')} }`,
        ]
  return [...set(before), ...database, 'cfg.settings', ...set(after)].join(' // ')
}

/** The user that the service runs as, and with it the local database's: PostgreSQL's peer authentication. */
export function databaseUser({ staticUser, name }: UnitNeeds): NixText {
  return staticUser ? 'cfg.user' : quoteString(name.user)
}

/** Variables that hold the address of the database. */
export function databaseVariables(facts: ServiceFacts): readonly string[] {
  if (facts.database !== 'postgresql') return []
  return [...facts.secrets, ...facts.optional].filter(isDatabaseVariable)
}

/** Units that must be there first. */
export function startsAfter(facts: ServiceFacts): NixText {
  const units = '"network-online.target"'
  if (facts.database === 'postgresql') {
    return `[ ${units} ] ++ lib.optional cfg.database.createLocally "postgresql.service"`
  }
  return `[ ${units} ]`
}
