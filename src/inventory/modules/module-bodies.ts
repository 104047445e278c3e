import type { AttrSet, Position } from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'
import { moduleKeys, type Reached } from './reach-modules.ts'

/** A file that may be a module, and what it leads to. */
type Candidate = {
  readonly path: string
  /** The file as it is; null where it is no module by itself. */
  readonly body: AttrSet | null
  readonly imports: Pick<Reached, 'whole' | 'made'>
}

/**
 * What the modules of each file are. A file is one as it is, unless it is only called by others, which get a module of
 * each call; what is written among its imports, or made there by a library, belongs to it as well.
 * @param handedOut what entry points lead to
 * @returns the bodies by path; a file that nothing else is said of is its own
 */
export function moduleBodies(
  files: readonly Candidate[],
  handedOut: Pick<Reached, 'whole' | 'made'>,
  world: World,
): ReadonlyMap<string, readonly AttrSet[]> {
  const whole = new Set([...handedOut.whole, ...files.flatMap(({ imports }) => [...imports.whole])])
  const standing = new Map(files.map(({ path, body }) => [path, body]))
  const made = new Map<string, AttrSet[]>()
  const called = new Set<string>()
  const add = (body: AttrSet, importer: string | null): void => {
    const position = positionOf(body)
    // A file without arguments, imported by its value.
    if (position === null || standing.get(position.path) === body) return
    if (position.path !== importer) called.add(position.path)
    const home = importer === null || isResult(position, world) ? position.path : importer
    made.set(home, [...(made.get(home) ?? []), body])
  }
  for (const { path, imports } of files) for (const body of imports.made) add(body, path)
  for (const body of handedOut.made) add(body, null)
  return new Map(
    files.map(({ path, body }) => {
      const isModule = body !== null && (whole.has(path) || !called.has(path))
      return [path, [...(isModule ? [body] : []), ...(made.get(path) ?? [])]]
    }),
  )
}

function positionOf(body: AttrSet): Position | null {
  for (const key of moduleKeys) {
    const position = body.attrs.get(key)?.position ?? null
    if (position !== null) return position
  }
  return null
}

/**
 * Whether a place is in the set that its file gives once it is called, at last with a set of arguments, as modules are:
 * `self: { lib, ... }: { … }`.
 */
function isResult({ path, offset }: Position, world: World): boolean {
  const file = world.tree.read(path)
  if (file === null) return false
  let at = file.expr
  let takesSet = true
  while (at.type === 'let' || at.type === 'with' || at.type === 'assert' || at.type === 'lambda') {
    if (at.type === 'lambda') takesSet = at.formals !== null
    at = at.body
  }
  return takesSet && at.type === 'attrs' && at.start <= offset && offset < at.end
}
