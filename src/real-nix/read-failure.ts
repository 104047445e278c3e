import type { NixVerdict } from '../model/real-nix.ts'

/** What it takes to judge Nix's message. */
export type Scene = {
  /** Folders of the repository that was evaluated, of our own files, and of nixpkgs' `lib`. */
  readonly repository: string
  readonly trial: string
  readonly lib: string
  /** Option sets of the module, as dotted names. */
  readonly options: readonly string[]
  /** Paths of the repository that were not written. */
  readonly left: readonly string[]
  readonly readText: (path: string) => string | null
}

/** How much of a message is shown. */
const shown = 600

/** How much is read of what Nix says, from either end: the rest is repetition. */
const ends = 50_000

type Place = { readonly file: string; readonly line: number }

/**
 * Reads what Nix says where it fails: its message in one line, in which of the trials, and where in the repository. What
 * comes of the stand-ins or of the restrictions says nothing about the module, and makes it unknown.
 * @param said on standard error, with `--show-trace`; older versions begin with the message, newer ones end with it
 */
export function readFailure(said: string, scene: Scene): NixVerdict {
  const stderr = said.length > 2 * ends ? `${said.slice(0, ends)}\n${said.slice(-ends)}` : said
  const parts = stderr.split(/^[ \t]*error:/m).slice(1)
  const part = parts.findLast((text) => messageOf(text) !== '') ?? stderr
  const place = placeOf(part, stderr, scene)
  const [, trial] = /«trial: ([^»]{0,300})»/.exec(stderr) ?? []
  const message = tidy(messageOf(part), scene)
  const where = place === null ? '' : ` (${place.file}:${place.line})`
  const when = trial === undefined ? '' : `${tidy(trial, scene)}: `
  const sentence = `${when}${message === '' ? 'Nix fails without a word' : message}${where}`
  const reason = whyUnknown(message, place, part, scene)
  return reason === null
    ? { kind: 'failed', message: sentence }
    : { kind: 'unknown', reason: `${reason}: ${sentence}` }
}

/** The lines before the first place, trace or excerpt. */
function messageOf(part: string): string {
  const lines = part.split('\n')
  const end = lines.findIndex((line) => /^\s*(at\s\S|…\s|\d+\|)/.test(line))
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim()
}

/** Where the message itself points to in the repository, or what leads there from the nearest. */
function placeOf(part: string, stderr: string, { repository }: Scene): Place | null {
  const own = [...part.matchAll(/\bat (\/[^\n:]{1,1000}):(\d+):\d+:/g)]
  const all = own.length > 0 ? own : [...stderr.matchAll(/\bat (\/[^\n:]{1,1000}):(\d+):\d+:/g)].reverse()
  const found = all.find(([, file = '']) => file.startsWith(`${repository}/`))
  return found === undefined
    ? null
    : { file: (found[1] ?? '').slice(repository.length + 1), line: Number(found[2]) }
}

/** One line, without the folders of this run. */
function tidy(text: string, { repository, trial, lib }: Scene): string {
  const plain = text
    .replaceAll(`${repository}/`, '')
    .replaceAll(`${trial}/`, '<trial>/')
    .replaceAll(lib, '<nixpkgs/lib>')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > shown ? `${plain.slice(0, shown - 1)}…` : plain
}

/** What Nix says where it may not do what it is told; none of it says that the module is wrong. */
const refusals = [
  /is forbidden in restricted mode/,
  /allow-import-from-derivation|was not found in the Nix search path|experimental Nix feature/,
  /^path '[^']*' is not valid/,
  /dummy/,
]

function whyUnknown(message: string, place: Place | null, part: string, scene: Scene): string | null {
  if (refusals.some((refusal) => refusal.test(message))) return 'it wants what is not allowed here'
  if (/out of memory|cannot allocate|bad_alloc/i.test(message)) return 'it takes too much memory'
  const [, missing] = /^attribute '([^']+)' missing/.exec(message) ?? []
  if (missing !== undefined && isOfStandIn(missing, place, part, scene))
    return 'it reads what its stand-in does not have'
  const [, variable] = /^undefined variable '([^']+)'/.exec(message) ?? []
  if (variable !== undefined && textOf(place, scene).includes('with pkgs'))
    return 'it reads what its stand-in does not have'
  if (/already declared/.test(message) && message.includes('<trial>/')) return 'it declares what NixOS has'
  // A condition that reads what it sets is none in NixOS, which knows the option.
  if (place === null && message.startsWith('infinite recursion')) return 'it may be due to the stand-in'
  const [, option = null] = /^The option `([^']*)' has conflicting definition/.exec(message) ?? []
  if (option !== null && message.includes('<unknown-file>')) return 'it sets what was to be varied'
  if (option !== null && !isOwn(option, scene)) return 'it is not known how NixOS merges this'
  return scene.left.some((path) => message.includes(path)) ? 'it reads a file that was left out' : null
}

function textOf(place: Place | null, { readText }: Scene): string {
  return place === null ? '' : (readText(place.file) ?? '')
}

function isOwn(option: string, { options }: Scene): boolean {
  return options.some((set) => option === set || option.startsWith(`${set}.`))
}

/**
 * Whether a name is missing in what stands for NixOS' configuration, for its packages, or for the arguments of a flake,
 * rather than in something of the repository's.
 */
function isOfStandIn(name: string, place: Place | null, part: string, scene: Scene): boolean {
  const [, file = '', line = '0'] = /\bat (\/[^\n:]{1,1000}):(\d+):\d+:/.exec(part) ?? []
  // The module system looks up a module's arguments.
  if (file === `${scene.lib}/modules.nix`) return true
  if (place === null || !file.endsWith(place.file)) return false
  const whole = textOf(place, scene)
  const text = (whole.split('\n')[Number(line) - 1] ?? '').slice(0, 4000)
  if (/\binherit\s*\(\s*(config|pkgs)\b/.test(text)) return true
  return [...text.matchAll(chainPattern)].some(([, base = '', chain = '']) => {
    const names = chain.slice(1).replaceAll('"', '').split('.')
    if (!names.includes(name)) return false
    if (base === 'config') return !isOwn(chain.slice(1), scene)
    if (standIns.has(base) || /package$/i.test(names[names.indexOf(name) - 1] ?? base)) return true
    const [origin, ...rest] = aliasOf(base, whole)
    return origin === 'pkgs' || (origin === 'config' && !isOwn(rest.join('.'), scene))
  })
}

/** `config.services.nginx.enable`: a name, and what is read below it. */
const chainPattern =
  /(?<![\w'.-])([A-Za-z_][\w'-]*)((?:\.(?:[A-Za-z_][\w'-]*|"[^"]{0,200}"|\$\{[^}]{0,200}\}))+)/g

/** What stands for packages and a flake. */
const standIns = new Set(['pkgs', 'self', 'inputs', 'options'])

/** What a name stands for by `name = config.services.nginx;`, through other names; only itself where it is bound to none. */
function aliasOf(name: string, text: string, depth = 4): readonly string[] {
  if (name === 'config' || name === 'pkgs') return [name]
  const binding = new RegExp(`(?<![\\w'.-])${name}\\s*=\\s*\\(?([A-Za-z_][\\w'-]*)((?:\\.[\\w'-]+)*)`)
  const [, base = '', chain = ''] = binding.exec(text) ?? []
  if (base === '' || base === name || depth === 0) return [name]
  return [...aliasOf(base, text, depth - 1), ...chain.split('.').slice(1)]
}
