import { because, hasName } from '../../eval/partial.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  delayCall,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { layDeclared, withInternals } from './configuration-set.ts'
import { setAttrByPath } from '../attrsets/by-path.ts'
import {
  definedNames,
  definitionsOf,
  discharge,
  priorities,
  pushDown,
  strongest,
  type Definition,
  type Discharged,
} from './definition.ts'
import { mergeFree } from './free-settings.ts'
import { loadModules, type Arguments, type LoadedModule, type UnknownModule } from './load-modules.ts'
import { TypeMerge, mergeDefinitions, type Merged } from './merge-definitions.ts'
import {
  openNode,
  rootDeclarations,
  type Declaration,
  type NestOptions,
  type OptionNode,
} from './option-tree.ts'
import { property } from './property.ts'
import { unspecifiedType } from '../types/simple.ts'
import { slotOr } from '../slot-or.ts'

/** nixpkgs' name for the file of a module that has none. */
const unknownFile = '<unknown-file>'

/** What to evaluate. */
export type Request = {
  readonly modules: readonly Slot[]
  /** What module functions are called with beside `config`, `options` and `lib`. */
  readonly args: ReadonlyMap<string, Slot>
  readonly prefix?: readonly string[]
  /** There are other modules that are not known, as those of NixOS: what is not declared may be so elsewhere. */
  readonly open: boolean
  readonly nest: NestOptions
  /** How modules see the configuration, where it is known better than it can be read from them. */
  readonly view?: (config: Value) => Value
}

/** Modules put together; all of it is computed when it is looked at. */
export type Configuration = {
  readonly modules: readonly LoadedModule[]
  /** Where it is not known which modules or options there are. */
  readonly unknown: readonly UnknownModule[]
  /** The value of each option. */
  readonly config: Slot
  /** `config._module`. */
  readonly internals: Slot
  /** The tree of options, each with its value, as modules get it under the name `options`. */
  readonly options: Slot
  readonly declarations: readonly Declaration[]
  /** What is defined beside the declared options, as one set. */
  readonly undeclared: Slot
}

/** A place in the tree of options with the definitions that are for it. */
type Place = {
  readonly path: readonly string[]
  readonly node: OptionNode
  readonly definitions: readonly Definition[]
}

/** nixpkgs' `evalModules`, lazily, with what is not known as unknown. */
export function evaluate(machine: Machine, request: Request): Configuration {
  return new Evaluation(machine, request).configuration(machine)
}

class Evaluation {
  #configuration: Configuration | null = null
  readonly #request: Request
  readonly #prefix: readonly string[]
  #unknown: Unknown | null = null

  constructor(machine: Machine, request: Request) {
    this.#request = request
    this.#prefix = request.prefix ?? []
    const { view } = request
    const config = delay((inner) => (view === undefined ? this.#config(inner) : view(this.#config(inner))))
    const options = delay((inner) => this.#optionTree(inner, this.#root(inner)))
    const internals = delay((inner) => this.#internals(inner))
    const find = (name: string): Slot => this.#argument(name)
    const seen = delay((inner) => withInternals(inner.force(config), internals))
    const common = new Map<string, Slot>([...request.args, ['config', seen], ['options', options]])
    const args: Arguments = { common, find }
    // Modules are read before anything is evaluated, and what they import may not depend on the configuration.
    const { modules, unknown } = loadModules(machine, request.modules, args)
    const [first] = unknown
    this.#unknown = first === undefined ? null : new Unknown(first.reason)
    this.#configuration = {
      modules,
      unknown,
      config,
      options,
      internals,
      declarations: rootDeclarations(modules),
      undeclared: delay((inner) => this.#undeclared(inner)),
    }
  }

  /** The configuration, once its modules are read. */
  configuration(machine: Machine): Configuration {
    return (
      this.#configuration ??
      machine.fail('infinite-recursion', 'what a module imports depends on the configuration')
    )
  }

  /** `_module.args.name`, for an argument that nobody else gives. */
  #argument(name: string): Slot {
    const elsewhere = new Unknown(`the module argument '${name}'`, [name])
    const own = delay((machine) => {
      const args = machine.select(machine.force(this.configuration(machine).internals), 'args')
      const has = hasName(args, name)
      if (has !== false) return machine.select(args, name)
      return this.#request.open || this.#unknown !== null
        ? elsewhere
        : machine.fail('missing-attribute', `there is no module argument '${name}'`)
    })
    if (!this.#request.open) return own
    // What a system gives to all modules may decide what they define; for what they give each other that is a circle.
    return delay((machine) =>
      machine.guard<Slot>(
        () => machine.force(own),
        (fault) => {
          if (fault.code !== 'infinite-recursion') throw fault
          return elsewhere
        },
      ),
    )
  }

  #root(machine: Machine): Place {
    const node = openNode(
      machine,
      this.#prefix,
      this.configuration(machine).declarations,
      this.#request.nest,
      this.#request.open,
    )
    return { path: this.#prefix, node, definitions: this.#rootDefinitions(machine) }
  }

  #rootDefinitionsCache: readonly Definition[] | null = null

  /** The `config` of each module, with the properties around it pushed down. */
  #rootDefinitions(machine: Machine): readonly Definition[] {
    this.#rootDefinitionsCache ??= this.configuration(machine).modules.flatMap(
      ({ config, file, uncertain }) =>
        pushSets(machine, this.#prefix, {
          value: config,
          file: file ?? unknownFile,
          position: null,
          uncertain,
        }),
    )
    return this.#rootDefinitionsCache
  }

  /** Places below a set of options. */
  #child(machine: Machine, place: Place, name: string, declarations: readonly Declaration[]): Place {
    const path = [...place.path, name]
    const node = openNode(machine, path, declarations, this.#request.nest, this.#request.open)
    const raw = definitionsOf(machine, name, place.definitions)
    const definitions =
      node.kind === 'option' ? raw : raw.flatMap((definition) => pushSets(machine, path, definition))
    return { path, node, definitions }
  }

  #config(machine: Machine): Value {
    const root = this.#root(machine)
    const declared = this.#values(root)
    if (this.#request.open) return declared
    const internals = machine.force(this.configuration(machine).internals)
    const freeform = machine.select(internals, 'freeformType')
    const unmatched = this.#unmatched(machine, root)
    if (freeform !== null) return this.#withFreeform(machine, declared, freeform, unmatched)
    const stray = unmatched.find(({ definition }) => definition.uncertain === null)
    const check = machine.select(internals, 'check')
    if (stray !== undefined && check === true && this.#unknown === null) {
      const path = stray.path.join('.')
      return machine.fail('throw', `The option '${path}' does not exist.`, stray.definition.position)
    }
    return declared
  }

  /** The values of the options of a place that is a set. */
  #values(place: Place): AttrSet {
    const { node, path } = place
    const attrs = new Map<string, Attr>()
    if (node.kind === 'option') return new AttrSet(attrs)
    for (const [name, declarations] of node.children) {
      const slot = delay((machine) => {
        const child = this.#child(machine, place, name, declarations)
        return child.node.kind === 'option'
          ? this.#optionValue(machine, child, child.node.option)
          : this.#values(child)
      })
      attrs.set(name, new Attr(slot, declarations[0]?.position ?? null))
    }
    const reason = 'the configuration of the whole system'
    const rest = this.#request.open ? new Unknown(reason, ['config', ...path]) : (node.open ?? this.#unknown)
    return new AttrSet(attrs, rest)
  }

  #optionValue(machine: Machine, { path, definitions }: Place, option: AttrSet): Slot {
    const { value } = mergeOption(machine, path, option, definitions)
    const apply = option.attrs.get('apply')
    return apply === undefined ? value : delayCall(apply.slot, value)
  }

  /** The tree of options as modules see it. */
  #optionTree(machine: Machine, place: Place): AttrSet {
    const { node, path } = place
    if (node.kind === 'option') {
      const value = (inner: Machine): Slot => this.#optionValue(inner, place, node.option)
      return describeOption(path, node, value, place.definitions)
    }
    const attrs = new Map<string, Attr>()
    for (const [name, declarations] of node.children) {
      const slot = delay((inner) => this.#optionTree(inner, this.#child(inner, place, name, declarations)))
      attrs.set(name, new Attr(slot, declarations[0]?.position ?? null))
    }
    const reason = 'the options of the whole system'
    const rest = this.#request.open ? new Unknown(reason, ['options', ...path]) : (node.open ?? this.#unknown)
    return new AttrSet(attrs, rest)
  }

  /** Definitions for which there is no option. */
  #unmatched(machine: Machine, place: Place): readonly Stray[] {
    const { node, path, definitions } = place
    if (node.kind === 'option') return []
    const { names } = definedNames(machine, definitions)
    return names.flatMap((name): readonly Stray[] => {
      if (path.length === this.#prefix.length && name === '_module') return []
      const declarations = node.children.get(name)
      if (declarations !== undefined)
        return this.#unmatched(machine, this.#child(machine, place, name, declarations))
      const here = [...path, name]
      return definitionsOf(machine, name, definitions).map((definition) => ({ path: here, definition }))
    })
  }

  #withFreeform(machine: Machine, declared: AttrSet, type: Value, unmatched: readonly Stray[]): Value {
    if (unmatched.length === 0) {
      return type instanceof Unknown
        ? new AttrSet(declared.attrs, because(type), null, declared.maybe)
        : declared
    }
    const definitions = unmatched.map(({ path, definition }): Definition => {
      const inner = path.slice(this.#prefix.length)
      return { ...definition, value: setAttrByPath(inner, definition.value) }
    })
    const merge = hasName(type, 'merge') === true ? machine.select(type, 'merge') : null
    const free =
      merge instanceof TypeMerge
        ? mergeDefinitions(machine, this.#prefix, type, definitions).value
        : mergeFree(machine, this.#prefix, definitions)
    return layDeclared(machine, declared, machine.force(free), type instanceof Unknown ? because(type) : null)
  }

  /** What is defined for options that are not declared here, put together as NixOS would. */
  #undeclared(machine: Machine): Value {
    const root = this.#root(machine)
    const definitions = this.#unmatched(machine, root).map(({ path, definition }): Definition => {
      const inner = path.slice(this.#prefix.length)
      return { ...definition, value: setAttrByPath(inner, definition.value) }
    })
    return definitions.length === 0
      ? attrSet([])
      : machine.force(mergeFree(machine, this.#prefix, definitions))
  }

  #internals(machine: Machine): Value {
    const definitions = definitionsOf(machine, '_module', this.#rootDefinitions(machine)).flatMap(
      (definition) => pushDown(machine, definition),
    )
    const setting = (name: string, fallback: Slot): Slot =>
      delay((inner) => strongestValue(inner, definitionsOf(inner, name, definitions), fallback))
    const args = definitionsOf(machine, 'args', definitions).flatMap((definition) =>
      pushDown(machine, definition),
    )
    const { names, open } = definedNames(machine, args)
    const values = names.map((name): [string, Slot] => [
      name,
      delay((inner) => strongestValue(inner, definitionsOf(inner, name, args), null)),
    ])
    return attrSet([
      ['args', new AttrSet(attrSet(values).attrs, open)],
      ['check', setting('check', true)],
      ['freeformType', setting('freeformType', null)],
      ['specialArgs', attrSet([...this.#request.args])],
    ])
  }
}

/** Definitions of a set of options, which have to be sets. */
function pushSets(machine: Machine, path: readonly string[], definition: Definition): readonly Definition[] {
  const pushed = pushDown(machine, definition)
  for (const { value, position } of pushed) {
    const set = machine.force(value)
    if (set instanceof AttrSet || set instanceof Unknown) continue
    const place = path.length === 0 ? 'the configuration' : `'${path.join('.')}'`
    machine.fail('throw', `A definition of ${place} is a ${typeName(set)} rather than a set.`, position)
  }
  return pushed
}

/** A definition for which there is no option. */
type Stray = { readonly path: readonly string[]; readonly definition: Definition }

/** The value of the strongest definition, where one is enough. */
function strongestValue(machine: Machine, definitions: readonly Definition[], fallback: Slot): Slot {
  const found = strongest(definitions.flatMap((definition) => discharge(machine, definition)))
  const [first] = found
  if (first === undefined) return fallback
  if (found.every(({ uncertain }) => uncertain === null)) return first.value
  const reason = found.find(({ uncertain }) => uncertain !== null)?.uncertain?.reason ?? 'a definition'
  return new Unknown(reason, null, [...found.map(({ value }) => value), fallback])
}

/** Merges the definitions of an option and its default. */
function mergeOption(
  machine: Machine,
  path: readonly string[],
  option: AttrSet,
  given: readonly Definition[],
): Merged {
  const fallback = option.attrs.get('default')
  const definitions = fallback === undefined ? given : [defaultDefinition(fallback.slot), ...given]
  const readOnly = option.attrs.has('readOnly') ? machine.select(option, 'readOnly') : false
  if (
    readOnly === true &&
    definitions.length > 1 &&
    definitions.every(({ uncertain }) => uncertain === null)
  ) {
    return machine.fail('throw', `The option '${path.join('.')}' is read-only, but it's set multiple times.`)
  }
  const type = slotOr(option, 'type', unspecifiedType)
  return mergeDefinitions(machine, path, type, definitions)
}

function defaultDefinition(value: Slot): Definition {
  const wrapped = property('override', [
    ['priority', BigInt(priorities.optionDefault)],
    ['content', value],
  ])
  return { value: wrapped, file: '', position: null, uncertain: null }
}

function describeOption(
  path: readonly string[],
  node: Extract<OptionNode, { kind: 'option' }>,
  value: (machine: Machine) => Slot,
  given: readonly Definition[],
): AttrSet {
  const result = (inner: Machine): Merged => mergeOption(inner, path, node.option, given)
  const own = attrSet([
    ['loc', [...path]],
    ['value', delay(value)],
    ['isDefined', delay((inner) => result(inner).isDefined)],
    ['definitions', delay((inner) => result(inner).definitions.map((definition) => definition.value))],
    ['files', delay((inner) => result(inner).definitions.map(({ file }) => file))],
    ['highestPrio', delay((inner) => highestPriority(result(inner).definitions))],
    ['declarations', node.declarations.map(({ file }) => file ?? unknownFile)],
    ['type', slotOr(node.option, 'type', unspecifiedType)],
    ['_type', 'option'],
  ])
  return new AttrSet(new Map([...node.option.attrs, ...own.attrs]), node.option.rest)
}

function highestPriority(definitions: readonly Discharged[]): Value {
  return BigInt(Math.min(9999, ...definitions.map(({ priority }) => priority)))
}
