import type { Option, Service } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import { AttrSet, Unknown, isList, type Attr, type Machine, type Value } from '../../nix/eval/value.ts'
import { isOption } from '../../nix/lib/options.ts'
import { openModule, type ModuleArguments } from './open-module.ts'
import { catchFault } from '../world/catch-fault.ts'
import { readAttribute } from '../world/read-attribute.ts'
import type { World } from '../world/world.ts'

/** An option, as `mkOption` was given it; null stands for options below a path that are not known. */
export type DeclaredOption = Pick<Option, 'path' | 'location' | 'inSubmodule'> & {
  readonly declaration: AttrSet | null
}

export type ReadOptions = {
  readonly options: readonly DeclaredOption[]
  readonly services: readonly Service[]
  /** The files in which they are written: the module's own, and those it takes them over from. */
  readonly files: ReadonlySet<string>
  /** Why there may be more; null where there are not. */
  readonly unknown: string | null
}

/** How deep option sets and submodules may nest. */
const depthLimit = 24

type Walk = {
  readonly world: World
  readonly machine: Machine
  readonly given: ModuleArguments
  /** The module's file: an option made by a library is placed where the module takes it in. */
  readonly path: string
  readonly options: DeclaredOption[]
  readonly files: Set<string>
  unknown: string | null
}

/** Where the walk is: the option path, the nearest place in the module's own file, and whether it is in a type. */
type Place = { readonly path: readonly string[]; readonly location: Location; readonly inSubmodule: boolean }

/**
 * Lists the options that a module's `options` declare, whatever helper made them, with those inside submodules:
 * `services.x.sites.<name>.port`. Looks at no default: that may need the configuration, which needs all options.
 */
export function readOptions(
  options: Value,
  path: string,
  given: ModuleArguments,
  world: World,
  machine: Machine,
): ReadOptions {
  const walk: Walk = { world, machine, given, path, options: [], files: new Set(), unknown: null }
  walkOptions(options, { path: [], location: { path, line: 1, column: 1 }, inSubmodule: false }, walk)
  const services = walk.options
    .filter(({ path: option, declaration }) => option.endsWith('.enable') && declaration !== null)
    .map(({ path: option, location }) => ({ option: option.slice(0, -'.enable'.length), location }))
  return { options: walk.options, services, files: walk.files, unknown: walk.unknown }
}

function walkOptions(value: Value, place: Place, walk: Walk): void {
  if (place.path.length > depthLimit) return
  if (value instanceof Unknown) {
    if (place.path.length === 0) walk.unknown ??= value.reason
    else walk.options.push(unknownOption(place))
    return
  }
  if (isOption(value, walk.machine)) {
    declareOption(value, place, walk)
    return
  }
  if (!(value instanceof AttrSet)) return
  if (value.rest !== null) {
    if (place.path.length === 0) walk.unknown ??= value.rest.reason
    else walk.options.push(unknownOption(place))
  }
  for (const [name, attr] of [...value.attrs, ...(value.maybe ?? [])]) walkAttr(name, attr, place, walk)
}

function walkAttr(name: string, attr: Attr, place: Place, walk: Walk): void {
  if (name === '_module' || (name === '_type' && place.path.length > 0)) return
  const own = walk.world.locate(attr.position)
  if (own !== null) walk.files.add(own.path)
  const inner: Place = {
    ...place,
    path: [...place.path, name],
    location: own !== null && own.path === walk.path ? own : place.location,
  }
  const fault = catchFault(walk.machine, () => {
    walkOptions(walk.machine.force(attr.slot), inner, walk)
  })
  if (fault !== null) walk.options.push(unknownOption(inner))
}

function unknownOption({ path, location, inSubmodule }: Place): DeclaredOption {
  return { path: path.join('.'), location, inSubmodule, declaration: null }
}

function declareOption(declaration: AttrSet, place: Place, walk: Walk): void {
  const { path, location, inSubmodule } = place
  walk.options.push({ path: path.join('.'), location, inSubmodule, declaration })
  walkType(readAttribute(declaration, 'type', walk.machine), place, walk, 0)
}

/** Descends into the submodules that a type is made of. */
function walkType(type: Value, place: Place, walk: Walk, depth: number): void {
  if (depth > depthLimit || !(type instanceof AttrSet)) return
  const { machine } = walk
  const name = textOf(readAttribute(type, 'name', machine))
  const submodules = readAttribute(type, 'submodules', machine)
  if (isList(submodules)) {
    for (const slot of submodules) {
      const module = openSubmodule(machine.force(slot), walk)
      const options = readAttribute(module, 'options', machine)
      walkOptions(options, { ...place, inSubmodule: true }, walk)
    }
    return
  }
  const nested = readAttribute(type, 'nestedTypes', machine)
  if (!(nested instanceof AttrSet)) return
  const step = name === 'attrsOf' || name === 'lazyAttrsOf' ? ['<name>'] : name === 'listOf' ? ['*'] : []
  for (const attr of nested.attrs.values())
    walkType(machine.force(attr.slot), { ...place, path: [...place.path, ...step] }, walk, depth + 1)
}

/** A submodule's `config` is its own, and `name` stands for any. */
function openSubmodule(value: Value, { given, world, machine }: Walk): Value {
  const config = new Unknown('the values of the submodule', ['config'])
  return openModule(value, { ...given, config, options: config }, world, machine)
}

function textOf(value: Value): string | null {
  return typeof value === 'string' ? value : null
}
