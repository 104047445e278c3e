import { because, hasName } from '../../eval/partial.ts'
import { Attr, AttrSet, Unknown, type Machine, type Position, type Slot } from '../../eval/value.ts'
import { mergeTypes } from '../types/make-type.ts'
import type { LoadedModule } from './load-modules.ts'
import { isOption } from './property.ts'

/** What one module says about one name in the tree of options. */
export type Declaration = {
  readonly options: Slot
  readonly position: Position | null
  /** Path of the module's file, where it has one. */
  readonly file: string | null
  readonly uncertain: Unknown | null
}

/** A place in the tree of options. */
export type OptionNode =
  | { readonly kind: 'option'; readonly option: AttrSet; readonly declarations: readonly Declaration[] }
  | {
      readonly kind: 'set'
      readonly children: ReadonlyMap<string, readonly Declaration[]>
      /** Why there may be more; null where there is not. */
      readonly open: Unknown | null
    }

/** How to take options that are declared inside one of a submodule's type. */
export type NestOptions = (machine: Machine, type: AttrSet, modules: readonly Slot[]) => AttrSet | null

/** The declarations of modules at the root of the tree. */
export function rootDeclarations(modules: readonly LoadedModule[]): readonly Declaration[] {
  return modules.flatMap(({ options, file, uncertain }) =>
    options === null ? [] : [{ options, position: null, file, uncertain }],
  )
}

/**
 * Looks at what modules say about one place.
 * @param lenient several declarations of one option that don't go together count as the first of them
 */
export function openNode(
  machine: Machine,
  path: readonly string[],
  given: readonly Declaration[],
  nest: NestOptions,
  lenient: boolean,
): OptionNode {
  const declarations = given.flatMap((declaration) => settle(machine, declaration))
  const options = declarations.filter(({ options: slot }) => isOption(machine.force(slot), machine))
  if (options.length === 0) return openSet(machine, path, declarations)
  const others = declarations.filter((declaration) => !options.includes(declaration))
  const merged = mergeDeclarations(machine, path, options, lenient)
  if (others.length === 0) return { kind: 'option', option: merged, declarations }
  const nested = nestInside(machine, merged, others, nest)
  if (nested !== null) return { kind: 'option', option: nested, declarations: options }
  if (lenient) return { kind: 'option', option: merged, declarations: options }
  return machine.fail(
    'throw',
    `The option '${path.join('.')}' would be a parent of other options, but its type does not support nested options.`,
  )
}

/** One declaration for each of its candidates. */
function settle(machine: Machine, declaration: Declaration): readonly Declaration[] {
  const value = machine.force(declaration.options)
  if (!(value instanceof Unknown) || value.candidates === null) return [{ ...declaration, options: value }]
  const uncertain = declaration.uncertain ?? because(value)
  return value.candidates.flatMap((options) => settle(machine, { ...declaration, options, uncertain }))
}

function openSet(
  machine: Machine,
  path: readonly string[],
  declarations: readonly Declaration[],
): OptionNode {
  const children = new Map<string, Declaration[]>()
  let open: Unknown | null = null
  for (const declaration of declarations) {
    const set = machine.force(declaration.options)
    if (set instanceof Unknown) open ??= because(set)
    else if (set instanceof AttrSet) {
      machine.spend(set.attrs.size)
      for (const [name, attr] of [...set.attrs, ...(set.maybe ?? [])]) {
        const uncertain =
          declaration.uncertain ?? (set.attrs.has(name) || set.rest === null ? null : because(set.rest))
        const own = { ...declaration, options: attr.slot, position: attr.position, uncertain }
        children.set(name, [...(children.get(name) ?? []), own])
      }
      if (set.rest !== null) open ??= because(set.rest)
    } else machine.fail('throw', `The options at '${path.join('.')}' have to be a set.`)
  }
  return { kind: 'set', children, open }
}

const shared = ['default', 'example', 'description', 'apply']

/** One option of what several modules declare (nixpkgs, `mergeOptionDecls`). */
function mergeDeclarations(
  machine: Machine,
  path: readonly string[],
  declarations: readonly Declaration[],
  lenient: boolean,
): AttrSet {
  let merged = new AttrSet(new Map())
  for (const { options } of declarations) {
    const option = machine.force(options)
    if (!(option instanceof AttrSet)) continue
    const clash = (): AttrSet =>
      lenient ? merged : machine.fail('throw', `The option '${path.join('.')}' is declared more than once.`)
    if (shared.some((name) => merged.attrs.has(name) && option.attrs.has(name))) {
      merged = clash()
      continue
    }
    const attrs = new Map([...option.attrs, ...merged.attrs])
    const [one, other] = [merged.attrs.get('type'), option.attrs.get('type')]
    if (one !== undefined && other !== undefined) {
      const type = mergeTypes(machine, machine.force(one.slot), machine.force(other.slot))
      if (type === null) {
        merged = clash()
        continue
      }
      attrs.set('type', new Attr(type, one.position))
    }
    merged = new AttrSet(attrs, merged.rest ?? option.rest)
  }
  return merged
}

function nestInside(
  machine: Machine,
  option: AttrSet,
  others: readonly Declaration[],
  nest: NestOptions,
): AttrSet | null {
  const type = option.attrs.has('type') ? machine.select(option, 'type') : null
  if (
    !(type instanceof AttrSet) ||
    hasName(type, 'name') !== true ||
    machine.select(type, 'name') !== 'submodule'
  )
    return null
  const nested = nest(
    machine,
    type,
    others.map(({ options }) => options),
  )
  if (nested === null) return null
  return new AttrSet(new Map([...option.attrs, ['type', new Attr(nested, null)]]), option.rest)
}
