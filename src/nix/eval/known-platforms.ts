import { Unknown, isList, type Value } from './value.ts'

/** Platforms that nixpkgs has supported for long, and will: what is said of them holds for any of its releases. */
const systems = ['x86_64-linux', 'aarch64-linux', 'aarch64-darwin'] as const
const [intelLinux, armLinux, armDarwin] = systems

/** Lists of `lib.platforms` (nixpkgs, `lib/systems/doubles.nix`), and which of these systems are in them. */
const lists: ReadonlyMap<string, readonly string[]> = new Map([
  ['all', systems],
  ['unix', systems],
  ['littleEndian', systems],
  ['linux', [intelLinux, armLinux]],
  ['gnu', [intelLinux, armLinux]],
  ['darwin', [armDarwin]],
  ['x86', [intelLinux]],
  ['x86_64', [intelLinux]],
  ['aarch64', [armLinux, armDarwin]],
  ...'arm armv7 bigEndian cygwin embedded freebsd i686 illumos mips netbsd none openbsd power riscv riscv32 riscv64 windows'
    .split(' ')
    .map((name): [string, readonly string[]] => [name, []]),
])

/** Whether what is not known is a list of `lib.platforms` or `lib.systems.doubles`. */
export function isPlatformList({ path }: Unknown): boolean {
  const set = path?.at(-2)
  return path?.[0] === 'lib' && (set === 'platforms' || set === 'doubles')
}

/**
 * Whether a system is in a list of `lib.platforms`. The lists differ between releases of nixpkgs, so they are not known
 * as a whole.
 * @returns null where that is not known
 */
export function isPlatformIn(list: Unknown, system: Value): boolean | null {
  if (typeof system !== 'string' || !systems.some((name) => name === system)) return null
  const parts = isPlatformList(list) ? (list.path?.at(-1)?.split(joint) ?? []) : []
  const answers = parts.map((name) =>
    name.startsWith('"') ? name === JSON.stringify(system) : lists.get(name)?.includes(system),
  )
  if (answers.includes(true)) return true
  return parts.length === 0 || answers.includes(undefined) ? null : false
}

const joint = ' ++ '

/**
 * `lib.platforms.linux ++ [ "aarch64-darwin" ]`: what is in one of them is in both.
 * @returns null where one is neither a list of `lib.platforms` nor one of names
 */
export function joinPlatformLists(left: Value, right: Value): Unknown | null {
  const unknowns = [left, right].filter((side) => side instanceof Unknown)
  const [unknown] = unknowns
  if (unknown === undefined || !unknowns.every(isPlatformList)) return null
  const names = [left, right].map(nameOf)
  if (names.includes(null)) return null
  return new Unknown(unknown.reason, ['lib', 'platforms', names.filter((name) => name !== '').join(joint)])
}

function nameOf(list: Value): string | null {
  if (list instanceof Unknown) return list.path?.at(-1) ?? null
  if (!isList(list) || !list.every((item) => typeof item === 'string')) return null
  return list.map((item) => JSON.stringify(item)).join(joint)
}
