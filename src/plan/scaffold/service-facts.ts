import type { Package, ServiceInterface, ServicePort } from '../../model/inventory.ts'

type Runtime = NonNullable<ServiceInterface['runtime']>

/** What a package says of how it runs, with what follows from its builder where it says nothing. */
export type ServiceFacts = {
  readonly runtime: Runtime | null
  readonly ports: readonly ServicePort[]
  /** Name below /var/lib, where the package names one. */
  readonly stateDirectory: string | null
  readonly database: ServiceInterface['database']
  readonly arguments: readonly string[]
  /** Variables it cannot do without and that may stand in the store. */
  readonly required: readonly string[]
  /** Variables it cannot do without and that hold a secret. */
  readonly secrets: readonly string[]
  readonly optional: readonly string[]
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
const databaseName = /(^|_)(DATABASE|DB|POSTGRES(QL)?|REDIS|VALKEY)_(URL|URI|DSN)$/
const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

export function serviceFacts(pkg: Package): ServiceFacts {
  const own = pkg.serviceInterface
  const runtime = own?.runtime ?? runtimeOf(pkg.builder)
  const required = (own?.requiredEnvironment ?? []).filter((name) => variableName.test(name))
  const optional = (own?.optionalEnvironment ?? []).filter((name) => variableName.test(name))
  const ports = (own?.ports ?? []).filter(({ port }) => Number.isInteger(port) && port > 0 && port < 65536)
  const byPort = new Set(ports.map(({ environment }) => environment))
  const log = logOf(runtime, [...required, ...optional])
  const asked = required.filter((name) => !byPort.has(name) && name !== log?.variable)
  return {
    runtime,
    ports,
    stateDirectory: stateDirectoryOf(own?.stateDirectory ?? null),
    database: own?.database ?? null,
    arguments: own?.arguments ?? [],
    required: asked.filter((name) => !isSecret(name)),
    secrets: asked.filter(isSecret),
    optional: optional.filter((name) => !byPort.has(name) && name !== log?.variable),
    log,
    runtimeVariables: new Map(runtime === 'node' || runtime === 'bun' ? [['NODE_ENV', 'production']] : []),
    jit: (runtime && jitReasons[runtime]) ?? null,
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
function logOf(runtime: Runtime | null, variables: readonly string[]): ServiceFacts['log'] {
  const named = variables.find((name) => /(^|_)LOG(_?LEVEL)?$/.test(name))
  if (named === undefined && runtime !== 'rust') return null
  const levels =
    runtime === 'rust' ? ['error', 'warn', 'info', 'debug', 'trace'] : ['error', 'warn', 'info', 'debug']
  return { variable: named ?? 'RUST_LOG', levels, level: 'info' }
}

function stateDirectoryOf(declared: string | null): string | null {
  if (declared === null) return null
  const name = declared.replace(/^\/var\/lib\//, '').replace(/\/+$/, '')
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})*$/.test(name) ? name : null
}
