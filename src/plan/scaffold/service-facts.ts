import type {
  DeclaredCredential,
  DeclaredOption,
  Package,
  PlainValue,
  ServiceInterface,
  ServicePort,
} from '../../model/inventory.ts'

type Database = NonNullable<ServiceInterface['database']>
type Runtime = NonNullable<ServiceInterface['runtime']>

/** What a package says of how it runs, with what follows from its builder where it says nothing. */
export type ServiceFacts = {
  readonly runtime: Runtime | null
  readonly ports: readonly ServicePort[]
  /** Name below /var/lib, where the package names one. */
  readonly stateDirectory: string | null
  readonly database: Database | null
  readonly databases: readonly Database[]
  /** It says of itself that it keeps no files. */
  readonly isStateless: boolean
  readonly arguments: readonly string[]
  /** Arguments that belong together, left out where an option that they name is unset or off. */
  readonly argumentGroups: readonly (readonly string[])[]
  readonly workingDirectory: string | null
  readonly groups: readonly string[]
  /** Variables it cannot do without and that may stand in the store. */
  readonly required: readonly string[]
  /** Variables it cannot do without and that hold a secret. */
  readonly secrets: readonly string[]
  readonly optional: readonly string[]
  /** Those of them that hold a secret. */
  readonly optionalSecrets: readonly string[]
  /** The variable that sets the log level, with its levels from quiet to loud. */
  readonly log: {
    readonly variable: string
    readonly levels: readonly string[]
    readonly level: string
  } | null
  /** Variables with values that its runtime wants in production. */
  readonly runtimeVariables: ReadonlyMap<string, string>
  /** Why it needs memory that is writable and executable; null where it does not. */
  readonly jit: string | null
  readonly documentation: NonNullable<ServiceInterface['documentation']> | null
  /** Options that it wants besides those that every service has. */
  readonly options: readonly DeclaredOption[]
  /** Variables with the values it wants, which may name options in braces. */
  readonly environment: ReadonlyMap<string, PlainValue>
  readonly healthCheck: string | null
  readonly isProxied: boolean
  readonly isBackedUp: boolean
  readonly credentials: readonly DeclaredCredential[]
}

const runtimeOfBuilder: readonly (readonly [pattern: RegExp, runtime: Runtime])[] = [
  [/buildGo(Module|Package|Application)|buildGo\d+Module/, 'go'],
  [/buildRustPackage|buildRustCrate|craneLib|crane\./, 'rust'],
  [/buildNpmPackage|mkYarnPackage|mkPnpmPackage|buildNodePackage/, 'node'],
  [/buildDeno/, 'deno'],
  [/buildBun/, 'bun'],
  [/buildPython(Application|Package)/, 'python'],
  [/bundler(App|Env)|buildRubyGem/, 'ruby'],
  [/buildMavenPackage|mkMillDerivation|gradle/i, 'jvm'],
]

const jitReasons: Partial<Readonly<Record<Runtime, string>>> = {
  node: 'Node compiles JavaScript to machine code while it runs.',
  deno: 'Deno compiles JavaScript to machine code while it runs.',
  bun: 'Bun compiles JavaScript to machine code while it runs.',
  jvm: 'The JVM compiles bytecode to machine code while it runs.',
  ruby: 'YJIT compiles Ruby to machine code while it runs.',
}

const secretName =
  /(SECRETS?|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIALS?|(^|_)(?<!PUBLIC_)KEY)(_HEX|_BASE64|_BASE)?$/
const databaseName = /(^|_)(DATABASE|DB|POSTGRES(QL)?|REPLICA|REDIS|VALKEY)_(URL|URI|DSN)(_\d+)?$/
/** Options that modules declare by themselves. */
export const reservedOptions: ReadonlySet<string> = new Set(
  (
    'enable package user group dataDir port openFirewall address logLevel settings extraArgs environmentFile ' +
    'serviceName database nginx metrics healthCheck backup credentials'
  ).split(' '),
)

const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/
const credentialName = /^[a-z0-9][a-z0-9-]{0,63}$/
/** `relay`, `appview.url`: words that an option can be called without quotes. */
const optionName = /^[a-z][A-Za-z0-9]{0,63}(\.[a-z][A-Za-z0-9]{0,63}){0,2}$/

export function serviceFacts(pkg: Package): ServiceFacts {
  const own = pkg.serviceInterface
  const runtime = own?.runtime ?? runtimeOf(pkg.builder)
  const required = (own?.requiredEnvironment ?? []).filter((name) => variableName.test(name))
  const optional = (own?.optionalEnvironment ?? []).filter((name) => variableName.test(name))
  const ports = (own?.ports ?? []).filter(({ port }) => Number.isInteger(port) && port > 0 && port < 65536)
  const environment = new Map([...(own?.environment ?? [])].filter(([name]) => variableName.test(name)))
  const credentials = (own?.credentials ?? []).filter(
    (credential) => variableName.test(credential.environment) && credentialName.test(credential.name),
  )
  const databases = own?.databases ?? (own?.database ? [own.database] : [])
  const reserved = new Set([...reservedOptions, ...(databases.includes('redis') ? ['redis'] : [])])
  const options = (own?.options ?? []).filter(
    ({ name }) => optionName.test(name) && !reserved.has(name.split('.')[0] ?? name),
  )
  const log = logOf(runtime, [...required, ...optional], environment, own?.logLevels ?? null)
  const set = new Set<string | null>([
    ...ports.map((port) => port.environment),
    ...environment.keys(),
    ...credentials.map((credential) => credential.environment),
    log?.variable ?? null,
  ])
  const secretNames = new Set(own?.secretEnvironment ?? [])
  const holdsSecret = (name: string): boolean => secretNames.has(name) || isSecret(name)
  const asked = required.filter((name) => !set.has(name))
  return {
    runtime,
    ports,
    stateDirectory: stateDirectoryOf(own?.stateDirectory ?? null),
    database: own?.database ?? null,
    databases,
    isStateless: own?.isStateless === true,
    arguments: own?.arguments ?? [],
    argumentGroups: own?.argumentGroups ?? [],
    workingDirectory: own?.workingDirectory ?? null,
    groups: own?.groups ?? [],
    required: asked.filter((name) => !holdsSecret(name)),
    secrets: asked.filter(holdsSecret),
    optional: optional.filter((name) => !set.has(name)),
    optionalSecrets: optional.filter(
      (name) => (!set.has(name) || environment.has(name)) && holdsSecret(name),
    ),
    log,
    runtimeVariables: new Map(runtime === 'node' || runtime === 'bun' ? [['NODE_ENV', 'production']] : []),
    jit: (runtime && jitReasons[runtime]) ?? null,
    documentation: own?.documentation ?? null,
    options,
    environment,
    healthCheck: own?.healthCheck?.startsWith('/') === true ? own.healthCheck : null,
    isProxied: own?.isProxied === true,
    isBackedUp: own?.isBackedUp === true,
    credentials,
  }
}

/** Whether a variable holds what must not be in the store; the address of a database may hold a password. */
export function isSecret(name: string): boolean {
  return secretName.test(name.toUpperCase()) || databaseName.test(name.toUpperCase())
}

/** Whether a variable holds the address of a database. */
export function isDatabaseVariable(name: string): boolean {
  return databaseName.test(name)
}

function runtimeOf(builder: string | null): Runtime | null {
  if (builder === null) return null
  return runtimeOfBuilder.find(([pattern]) => pattern.test(builder))?.[1] ?? null
}

/** RUST_LOG is every Rust program's convention; other runtimes have none, so a package must name its variable. */
function logOf(
  runtime: Runtime | null,
  variables: readonly string[],
  environment: ReadonlyMap<string, PlainValue>,
  declared: readonly string[] | null,
): ServiceFacts['log'] {
  if (declared?.length === 0) return null
  const filled = [...environment].find(([, value]) => value === '{logLevel}')?.[0]
  const named = filled ?? variables.find((name) => /(^|_)LOG(_?LEVEL)?$/.test(name))
  if (named === undefined && runtime !== 'rust') return null
  const usual = ['error', 'warn', 'info', 'debug', ...(runtime === 'rust' ? ['trace'] : [])]
  const levels = declared?.includes('info') === true ? declared : usual
  return { variable: named ?? 'RUST_LOG', levels, level: 'info' }
}

function stateDirectoryOf(declared: string | null): string | null {
  if (declared === null) return null
  const name = declared.replace(/^\/var\/lib\//, '').replace(/\/+$/, '')
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})*$/.test(name) ? name : null
}
