import { quoteAttrName, quoteString } from '../../../nix/quote.ts'
import { databaseVariables as addressVariables } from '../draft-unit.ts'
import { integrationName, libraryCall } from '../library-call.ts'
import { namesTaken } from '../library/full-library.ts'
import type { UsableExport } from '../library/house-library.ts'
import type { NixText } from '../module-draft.ts'
import { portText, type FullNeeds } from './full-needs.ts'

/** What a module takes from that library for one thing: its options, its part of the configuration, its rules. */
export type Join = {
  /** Null where the service's own library declares them. */
  readonly options: NixText | null
  readonly config: NixText
  /** A list of rules, as Nix; null where it has none. */
  readonly rules: NixText | null
}

/** Exports that such a library has to have: pairs of options and what they do. */
export const integrationExports = [
  'databaseOptions',
  'databaseRules',
  'databaseNameRule',
  'mkDatabaseIntegration',
  'redisOptions',
  'mkRedisIntegration',
  'nginxOptions',
  'mkNginxIntegration',
  'metricsOptions',
  'mkMetricsIntegration',
  'healthCheckOptions',
  'mkHealthCheck',
  'backupOptions',
  'mkBackupIntegration',
  'credentialOptions',
  'mkSecretsIntegration',
]

/** What the service is joined to, in the order of the house's modules. */
export function joinsOf(needs: FullNeeds): readonly Join[] {
  if (needs.integration === null) return []
  return [
    databaseJoin(needs),
    redisJoin(needs),
    ...(needs.house.roles.integrations === undefined
      ? [nginxJoin(needs), metricsJoin(needs), healthJoin(needs)]
      : [houseJoin(needs, needs.house.roles.integrations)]),
    needs.facts.isBackedUp ? join('backupOptions', 'mkBackupIntegration', 'cfg') : null,
    credentialsJoin(needs),
  ].filter((each) => each !== null)
}

/** Variables that take the address of a PostgreSQL database; the first one is the program's main one. */
export function databaseVariables({ facts }: FullNeeds): readonly string[] {
  return facts.databases.includes('postgresql')
    ? addressVariables(facts).filter((name) => !isRedis(name))
    : []
}

/** Those besides the main one: of replicas, of parts of the program. */
export function furtherDatabaseVariables(needs: FullNeeds): readonly string[] {
  return databaseVariables(needs).slice(1)
}

/** The variable that takes the address of Redis. */
export function redisVariable({ facts }: FullNeeds): string | null {
  if (!facts.databases.includes('redis')) return null
  return [...facts.secrets, ...facts.required, ...facts.optional].find(isRedis) ?? null
}

function isRedis(variable: string): boolean {
  return /(^|_)(REDIS|VALKEY)_(URL|URI)$/.test(variable)
}

function join(options: string, config: string, ...words: readonly NixText[]): Join {
  return { options: called(options), config: [called(config), ...words].join(' '), rules: null }
}

function called(exported: string): NixText {
  return `${integrationName}.${exported}`
}

function databaseJoin(needs: FullNeeds): Join | null {
  if (!needs.facts.databases.includes('postgresql')) return null
  const [variable] = databaseVariables(needs)
  const name = variable === undefined ? 'null' : quoteString(variable)
  const others = needs.facts.secrets.filter((secret) => !databaseVariables(needs).includes(secret))
  const rules =
    variable === undefined || others.length > 0
      ? `[ (${called('databaseNameRule')} cfg) ]`
      : `${called('databaseRules')} cfg ${name}`
  return {
    options: `${called('databaseOptions')} ${quoteString(needs.name.unit)}`,
    config: `${called('mkDatabaseIntegration')} cfg ${name}`,
    rules,
  }
}

function redisJoin(needs: FullNeeds): Join | null {
  const variable = redisVariable(needs)
  return variable === null ? null : join('redisOptions', 'mkRedisIntegration', 'cfg', quoteString(variable))
}

/** The port that a web server passes requests on to. */
function webPort({ main, ports, metrics }: FullNeeds): FullNeeds['main'] {
  return main ?? ports.find((port) => port.protocol === 'tcp' && port !== metrics) ?? null
}

function nginxJoin(needs: FullNeeds): Join | null {
  const port = webPort(needs)
  if (!needs.facts.isProxied || port === null) return null
  return join('nginxOptions', 'mkNginxIntegration', 'cfg', portText(port, needs))
}

function metricsJoin(needs: FullNeeds): Join | null {
  const { metrics, main, house } = needs
  if (metrics === null) return null
  const isOwn = metrics !== main && metrics.option !== null
  const distinct =
    isOwn && main !== null && house.exports.has('distinctPorts')
      ? `[ (${libraryCall('distinctPorts')} { inherit (cfg) port; "metrics.port" = cfg.metrics.port; }) ]`
      : isOwn
        ? fixedPortRules(needs)
        : null
  return {
    options: `${called('metricsOptions')} ${isOwn ? String(metrics.number) : 'null'}`,
    config: `${called('mkMetricsIntegration')} cfg ${portText(metrics, needs)}`,
    rules: distinct,
  }
}

/** That the port of the metrics is none of those that the program listens on in any case. */
function fixedPortRules({ ports }: FullNeeds): NixText | null {
  const rules = ports
    .filter(({ option, protocol }) => option === null && protocol === 'tcp')
    .map(
      ({ number }) =>
        `{ option = "metrics.port"; assertion = cfg.metrics.port != ${number}; message = "must not be ${number}, which the service itself listens on: choose another"; }`,
    )
  return rules.length === 0 ? null : `[ ${rules.join(' ')} ]`
}

/** What the service's own library joins it to in one call: web server, metrics, health check. */
function houseJoin(needs: FullNeeds, use: UsableExport): Join | null {
  const port = webPort(needs)
  if (port === null) return null
  const { healthCheck } = needs.facts
  const values: readonly (readonly [string, NixText | null])[] = [
    ['curl', 'inherit (pkgs) curl;'],
    ['port', port === needs.main ? null : `port = ${portText(port, needs)};`],
    ['path', healthCheck === null ? null : `path = ${quoteString(healthCheck)};`],
  ]
  const taken = namesTaken(use)
  const words = values.flatMap(([name, text]) => (text === null || !taken.has(name) ? [] : [text]))
  return { options: null, config: `${libraryCall(use.name)} cfg { ${words.join(' ')} }`, rules: null }
}

function healthJoin(needs: FullNeeds): Join | null {
  const port = webPort(needs)
  const { healthCheck } = needs.facts
  if (healthCheck === null || port === null) return null
  const number = port.option === null ? String(port.number) : `\${toString ${portText(port, needs)}}`
  const path = quoteString(healthCheck).slice(1, -1)
  const url = `"http://127.0.0.1:${number}${path}"`
  return join('healthCheckOptions', 'mkHealthCheck', 'cfg', `{ inherit (pkgs) curl; url = ${url}; }`)
}

function credentialsJoin({ facts: { credentials } }: FullNeeds): Join | null {
  if (credentials.length === 0) return null
  const described = credentials.map(
    ({ name, description }) => `${quoteAttrName(name)} = ${quoteString(description)};`,
  )
  const variables = credentials.map(({ name, environment }) => `${environment} = ${quoteString(name)};`)
  return {
    options: `${called('credentialOptions')} { ${described.join(' ')} }`,
    config: `${called('mkSecretsIntegration')} cfg { ${variables.join(' ')} }`,
    rules: null,
  }
}
