import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runLimited, type Ended } from './run-limited.ts'
import type { NixProgram } from './nix-program.ts'

export type RestrictedPlace = {
  /** Holds `repository` and `trial`; all that Nix writes lies in it, too. */
  readonly folder: string
  readonly host: { readonly nix: NixProgram; readonly lib: string }
  readonly seconds: number
}

export type Evaluation =
  | { readonly kind: 'value'; readonly value: unknown }
  /** It failed, and said why. */
  | { readonly kind: 'said'; readonly stderr: string }
  | Exclude<Ended, { readonly kind: 'ended' }>

/** Of standard output and standard error, in characters. */
const outputLimit = 1024 * 1024
/** In MB. */
const memoryLimit = 4096
/** The first version that knows the store which holds nothing (2.4). */
const dummyStore = 2004

/**
 * Evaluates an expression by real Nix. It can read `<repository>`, `<trial>` and `<nixpkgs-lib>` and nothing else of this
 * machine, neither its environment nor its Nix configuration nor its store; it can fetch and build nothing. See
 * "restrict-eval" and "allow-import-from-derivation" in the Nix manual (nix.conf).
 */
export async function evaluateRestricted(
  expression: string,
  { folder, host: { nix, lib }, seconds }: RestrictedPlace,
): Promise<Evaluation> {
  const empty = join(folder, 'empty')
  const state = join(folder, 'state')
  await mkdir(empty, { recursive: true })
  await mkdir(state, { recursive: true })
  const ended = await runLimited(
    {
      program: nix.path,
      args: [
        ...['--eval', '--strict', '--json', '--show-trace'],
        ...(nix.version !== null && nix.version >= dummyStore ? ['--store', 'dummy://'] : []),
        ...Object.entries(restrictions).flatMap(([name, value]) => ['--option', name, value]),
        ...['-I', `repository=${join(folder, 'repository')}`],
        ...['-I', `trial=${join(folder, 'trial')}`],
        ...['-I', `nixpkgs-lib=${lib}`],
        ...['--expr', expression],
      ],
      folder: empty,
      env: {
        // No program can be found: not git, which some built-in functions start.
        PATH: empty,
        HOME: empty,
        TMPDIR: empty,
        LC_ALL: 'C.UTF-8',
        NIX_PATH: '',
        NIX_CONF_DIR: empty,
        NIX_USER_CONF_FILES: '',
        NIX_STATE_DIR: state,
        NIX_LOG_DIR: join(state, 'log'),
        XDG_CACHE_HOME: join(state, 'cache'),
      },
    },
    { seconds, output: outputLimit, memory: memoryLimit },
  )
  if (ended.kind !== 'ended') return ended
  if (ended.status !== 0) return { kind: 'said', stderr: ended.stderr }
  return { kind: 'value', value: JSON.parse(ended.stdout) as unknown }
}

const restrictions: Readonly<Record<string, string>> = {
  'restrict-eval': 'true',
  'allowed-uris': '',
  'allow-import-from-derivation': 'false',
  'allow-unsafe-native-code-during-evaluation': 'false',
  'experimental-features': '',
  substituters: '',
  'use-registries': 'false',
}
