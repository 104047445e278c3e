import type { FileFacts } from '../../model/facts.ts'
import type { PackageReference } from '../../model/inventory.ts'
import { AttrSet, Unknown, type Machine, type Value } from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'
import type { DeclaredOption } from './read-options.ts'

/** How deep the alternatives of a default are followed: `pkgs.a or pkgs.b`. */
const depthLimit = 4

/**
 * Lists the packages a module refers to: first the defaults of its `package` options, by evaluation, then whatever its
 * text reads from `pkgs`, from `self.packages` or calls by path.
 * @param attrOf tells the attribute of a derivation
 * @param importTarget the file that an import of a path reads
 */
export function packageReferences(
  options: readonly DeclaredOption[],
  facts: FileFacts,
  attrOf: (derivation: AttrSet) => string | null,
  world: World,
): readonly PackageReference[] {
  const references = options
    .filter(({ path, declaration }) => declaration !== null && isPackageOption(path))
    .flatMap((option) => defaultReferences(option, attrOf, world))
  for (const read of facts.attributeReads) {
    const attr = attributeOf(read.base, read.path)
    if (attr !== null && read.base !== 'config')
      references.push({ attr, path: null, location: read.location, optional: read.optional, option: null })
  }
  for (const { target, use, guarded, location } of facts.fileReferences) {
    const path = use === 'call' ? world.tree.importTarget(target) : null
    if (path !== null) references.push({ attr: null, path, location, optional: guarded, option: null })
  }
  return withoutRepeats(references)
}

function isPackageOption(path: string): boolean {
  const last = path.split('.').at(-1) ?? ''
  return last === 'package' || last.endsWith('Package')
}

function defaultReferences(
  option: DeclaredOption,
  attrOf: (derivation: AttrSet) => string | null,
  world: World,
): PackageReference[] {
  const fallback = option.declaration?.attrs.get('default')
  if (fallback === undefined) return []
  const result = world.evaluator.attempt((machine) =>
    resolve(machine.force(fallback.slot), attrOf, world, machine, 0),
  )
  if (!result.ok) return []
  const set = option.path.split('.').slice(0, -1).join('.')
  const own = option.path.endsWith('.package') ? set : null
  return result.value.map((reference) => ({
    ...reference,
    location: option.location,
    optional: false,
    option: own,
  }))
}

type Resolved = Pick<PackageReference, 'attr' | 'path'>

function resolve(
  value: Value,
  attrOf: (derivation: AttrSet) => string | null,
  world: World,
  machine: Machine,
  depth: number,
): readonly Resolved[] {
  if (value instanceof AttrSet && value.derivation !== null) {
    const attr = attrOf(value)
    if (attr !== null) return [{ attr, path: null }]
    const path = value.derivation.position?.path
    return path === undefined ? [] : [{ attr: null, path }]
  }
  if (!(value instanceof Unknown)) return []
  const attr = value.path === null ? null : attributeOf(value.path[0] ?? '', value.path.slice(1))
  if (attr !== null) return [{ attr, path: null }]
  if (value.candidates === null || depth > depthLimit) return []
  return value.candidates.flatMap((slot) =>
    machine.guard<readonly Resolved[]>(
      () => resolve(machine.force(slot), attrOf, world, machine, depth + 1),
      () => [],
    ),
  )
}

/** The attribute that a read stands for: `tangled.knot` for `pkgs.tangled.knot`, `x` for `self.packages.${system}.x`. */
function attributeOf(base: string, path: readonly (string | null)[]): string | null {
  if (base === 'self' || base === 'inputs') {
    const at = path.findIndex((name) => name === 'packages' || name === 'legacyPackages')
    return at === -1 || (base === 'inputs' && path[0] !== 'self') ? null : (path[at + 2] ?? null)
  }
  if (base !== 'pkgs') return null
  const names = path.slice(0, path.includes(null) ? path.indexOf(null) : undefined)
  const first = names[0]
  if (first === undefined || first === null || first === 'lib' || first === 'callPackage') return null
  return names.filter((name) => name !== null).join('.')
}

function withoutRepeats(references: readonly PackageReference[]): readonly PackageReference[] {
  const seen = new Set<string>()
  return references.filter(({ attr, path, option }) => {
    const key = `${attr ?? ''}\n${path ?? ''}`
    const isNew = option !== null || !seen.has(key)
    seen.add(key)
    return isNew
  })
}
