import type { Unknown, Value } from './value.ts'

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
  return isPlatformList(list) ? (lists.get(list.path?.at(-1) ?? '')?.includes(system) ?? null) : null
}
