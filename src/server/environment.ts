import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RealNix } from '../model/real-nix.ts'
import { allowance, allowedRealNix } from '../real-nix/allowed-real-nix.ts'

/** What the server is started with. */
export type ServerSettings = {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  readonly webhookSecret: string
  readonly port: number
  readonly host: string
  readonly logLevel: LogLevel
  /** REST base URL, without a slash at the end; null for GitHub's own. */
  readonly apiUrl: string | null
  readonly databaseUrl: string | null
  readonly dataFolder: string
  /** Tries scaffolds where their repository's config asks for it; null where this host does not allow it. */
  readonly realNix: RealNix | null
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

export type LogLevel = (typeof logLevels)[number]

/** Something in the environment is missing or wrong: one line, with the variable and where to read on. */
export class EnvironmentProblem extends Error {
  constructor(variable: string, problem: string) {
    super(`${variable} ${problem} (docs/operating.md, "Environment")`)
    this.name = 'EnvironmentProblem'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment of the server.
 * @throws EnvironmentProblem for the first variable that is missing or wrong
 */
export function readEnvironment(env: Environment): ServerSettings {
  return {
    appId: readNumber(env, 'APP_ID', { min: 1, max: Number.MAX_SAFE_INTEGER }),
    privateKey: readPrivateKey(env),
    webhookSecret: readRequired(env, 'WEBHOOK_SECRET', 'the secret that GitHub signs webhooks with'),
    port: env['PORT'] === undefined ? 3000 : readNumber(env, 'PORT', { min: 0, max: 65_535 }),
    host: env['HOST'] ?? 'localhost',
    logLevel: readLogLevel(env),
    apiUrl: readUrl(env, 'GITHUB_API_URL', ['http:', 'https:']),
    databaseUrl: readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    dataFolder: resolve(env['DATA_DIR'] ?? 'data'),
    realNix: readRealNix(env),
  }
}

function readRequired(env: Environment, name: string, meaning: string): string {
  const value = env[name]
  if (value === undefined || value.trim() === '') throw new EnvironmentProblem(name, `is not set: ${meaning}`)
  return value
}

function readNumber(
  env: Environment,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const text = readRequired(env, name, name === 'APP_ID' ? "the App's id, a number" : 'a number')
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) {
    throw new EnvironmentProblem(
      name,
      `is ${JSON.stringify(text)}: it must be a whole number from ${min} to ${max}`,
    )
  }
  return value
}

/** The key itself, with real or written-out line breaks or in base64, or the path of a file that holds it. */
function readPrivateKey(env: Environment): string {
  const path = env['PRIVATE_KEY_PATH']
  const inline = env['PRIVATE_KEY']
  if (inline !== undefined && inline.trim() !== '') return toPem(inline, 'PRIVATE_KEY')
  if (path === undefined || path.trim() === '') {
    throw new EnvironmentProblem('PRIVATE_KEY', "is not set, nor is PRIVATE_KEY_PATH: the App's private key")
  }
  try {
    return toPem(readFileSync(path, 'utf8'), 'PRIVATE_KEY_PATH')
  } catch (error) {
    if (error instanceof EnvironmentProblem) throw error
    throw new EnvironmentProblem('PRIVATE_KEY_PATH', `is ${JSON.stringify(path)}: no file that can be read`)
  }
}

function toPem(text: string, variable: string): string {
  const unfolded = text.trim().replaceAll('\\n', '\n')
  const pem = unfolded.startsWith('-----') ? unfolded : Buffer.from(unfolded, 'base64').toString('utf8')
  try {
    createPrivateKey(pem)
  } catch {
    throw new EnvironmentProblem(variable, 'holds no private key in PEM format')
  }
  return pem.trim()
}

function readLogLevel(env: Environment): LogLevel {
  const wanted = env['LOG_LEVEL'] ?? 'info'
  const level = logLevels.find((known) => known === wanted)
  if (level === undefined) {
    throw new EnvironmentProblem(
      'LOG_LEVEL',
      `is ${JSON.stringify(wanted)}: it must be one of ${logLevels.join(', ')}`,
    )
  }
  return level
}

/** The value never shows in the message: it may hold a password. */
function readUrl(env: Environment, name: string, protocols: readonly string[]): string | null {
  const text = env[name]
  if (text === undefined || text.trim() === '') return null
  const url = URL.parse(text)
  if (url === null || !protocols.includes(url.protocol)) {
    throw new EnvironmentProblem(
      name,
      `is no URL of ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    )
  }
  return text.trim().replace(/\/+$/, '')
}

/** Where it is allowed it must be there: a host that only seems to verify would mislead. */
function readRealNix(env: Environment): RealNix | null {
  const opened = allowedRealNix(env)
  if (opened?.ok === false)
    throw new EnvironmentProblem(allowance, `is ${JSON.stringify(env[allowance])}, but ${opened.reason}`)
  return opened?.realNix ?? null
}
