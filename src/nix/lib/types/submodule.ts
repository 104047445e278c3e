import { isFunction } from '../../eval/functions.ts'
import { because, hasName } from '../../eval/partial.ts'
import { strict } from '../../eval/builtins/strict.ts'
import {
  AttrSet,
  Native,
  PathValue,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import type { Discharged } from '../modules/definition.ts'
import { evaluate, type Configuration } from '../modules/evaluate.ts'
import { TypeMerge, type MergeFunction, type OptionPath } from '../modules/merge-definitions.ts'
import type { NestOptions } from '../modules/option-tree.ts'
import { changeType, describe, makeType, phrase } from './make-type.ts'
import { isShared } from './shared-submodules.ts'
import { checking } from './simple.ts'

/** What a submodule is made of. */
type SubmoduleSpec = {
  /** What its modules get under that name. */
  readonly lib: Slot
  /** A list of modules. */
  readonly modules: Slot
  readonly specialArgs: Slot
  /** A definition that is a set is configuration, even where it has `options` or `config`. */
  readonly onlyConfig: boolean
  readonly description: Slot
}

const isModule = checking((value, machine) => {
  if (value instanceof AttrSet || value instanceof PathValue) return true
  return typeof value === 'string' ? value.startsWith('/') : isFunction(machine, value)
})

/** `types.submoduleWith`. */
function submoduleType(spec: SubmoduleSpec): AttrSet {
  const merge: MergeFunction = (machine, path, definitions) => {
    // nixpkgs hands the order on to a function that does not take it.
    if (definitions.some(({ order }) => order !== null)) {
      return machine.fail('unexpected-argument', `mkOrder around the submodule '${path.join('.')}'`)
    }
    return configure(machine, spec, path, definitions)?.config ?? new Unknown('the modules of a submodule')
  }
  const type = makeType({
    name: 'submodule',
    description: describe((machine) => describeSubmodule(machine, spec)),
    check: isModule,
    merge,
    mergeUncertain: merge,
    emptyValue: delay((machine) => merge(machine, ['‹name›'], [])),
    nestedTypes: [],
    modules: spec.modules,
    payload: attrSet([
      ['modules', spec.modules],
      ['specialArgs', spec.specialArgs],
    ]),
    combine: (_machine, _other, { payload }) =>
      submoduleType({
        ...spec,
        modules: delay((machine) =>
          concatenate(machine, spec.modules, machine.select(machine.force(payload), 'modules')),
        ),
      }),
  })
  // For who lists options: nixpkgs' `getSubModules` is also on the types around a submodule.
  return changeType(type, [['submodules', spec.modules]])
}

function concatenate(machine: Machine, one: Slot, other: Slot): Value {
  const [left, right] = [machine.force(one), machine.force(other)]
  return isList(left) && isList(right) ? [...left, ...right] : new Unknown('the modules of a submodule')
}

/** The submodule with some definitions; null where its modules are not known. */
function configure(
  machine: Machine,
  spec: SubmoduleSpec,
  path: OptionPath,
  definitions: readonly Discharged[],
): Configuration | null {
  const modules = machine.force(spec.modules)
  const specialArgs = machine.force(spec.specialArgs)
  if (!isList(modules)) return null
  const named = attrSet([['_module', attrSet([['args', attrSet([['name', nameOf(path)]])]])]])
  const given = definitions.map(({ value, file, uncertain }): Slot => {
    const isConfig = value instanceof Unknown || (value instanceof AttrSet && spec.onlyConfig)
    const module = attrSet([['_file', file], isConfig ? ['config', value] : ['imports', [value]]])
    return uncertain === null ? module : new Unknown(uncertain.reason, null, [module])
  })
  return evaluate(machine, {
    modules: [named, ...modules, ...given],
    args: new Map([
      ['lib', spec.lib],
      ...(specialArgs instanceof AttrSet
        ? [...specialArgs.attrs].map(([name, { slot }]): [string, Slot] => [name, slot])
        : []),
    ]),
    prefix: path,
    open: isShared(path),
    nest: nestInSubmodule,
  })
}

/** The name of an instance; `<name>` stands for whatever users call theirs. */
function nameOf(path: OptionPath): Slot {
  const name = path.at(-1) ?? '‹name›'
  return name === '<name>' ? new Unknown('what users call it', ['name']) : name
}

/** "submodule", or what it is open for. */
function describeSubmodule(machine: Machine, spec: SubmoduleSpec): string | Unknown {
  const own = machine.force(spec.description)
  if (typeof own === 'string') return own
  if (own instanceof Unknown) return because(own)
  const configuration = configure(machine, spec, [], [])
  if (configuration === null) return new Unknown('the modules of a submodule')
  const freeform = machine.select(machine.force(configuration.internals), 'freeformType')
  if (freeform === null || hasName(freeform, 'description') === false) return 'submodule'
  const text = phrase(machine, freeform, ['noun', 'composite'])
  return text instanceof Unknown ? text : `open submodule of ${text}`
}

/** Options that are declared inside those of a submodule become options of the submodule. */
export const nestInSubmodule: NestOptions = (machine, type, options) => {
  const merge = hasName(type, 'merge') === true ? machine.select(type, 'merge') : null
  if (!(merge instanceof TypeMerge) || merge.combine === null) return null
  // Of the two, the type that is there says what modules get.
  const other = submoduleType({
    lib: null,
    modules: options.map((slot) => attrSet([['options', slot]])),
    specialArgs: attrSet([]),
    onlyConfig: true,
    description: null,
  })
  const merged = merge.combine(machine, other, machine.select(other, 'merge') as TypeMerge)
  return merged instanceof AttrSet ? merged : null
}

/** `types.deferredModule`: modules that are kept for later. */
function deferredModule(modules: Slot): AttrSet {
  return makeType({
    name: 'deferredModule',
    description: 'module',
    descriptionClass: 'noun',
    check: isModule,
    merge: (machine, path, definitions) => {
      const list = machine.force(modules)
      const located = definitions.map(({ file, value }) =>
        attrSet([
          ['_file', `${file}, via option ${path.join('.')}`],
          ['imports', [value]],
        ]),
      )
      return attrSet([
        ['imports', isList(list) ? [...list, ...located] : new Unknown('the modules of a type')],
      ])
    },
    modules,
  })
}

function argument(args: AttrSet, name: string, fallback: Slot): Slot {
  const attr = args.attrs.get(name)
  if (attr !== undefined) return attr.slot
  return args.rest === null ? fallback : delay((machine) => machine.select(args, name))
}

/**
 * Types whose values are modules.
 * @param lib what the modules get under that name
 */
export const moduleTypes = (lib: Slot): readonly Native[] => [
  native('submodule', 1, (_machine, [slot = null]) =>
    submoduleType({
      lib,
      modules: delay((machine) => {
        const value = machine.force(slot)
        return isList(value) ? value : [value]
      }),
      specialArgs: attrSet([]),
      onlyConfig: true,
      description: null,
    }),
  ),
  strict('submoduleWith', ['set'], (machine, args) =>
    submoduleType({
      lib,
      modules: argument(args, 'modules', null),
      specialArgs: argument(args, 'specialArgs', attrSet([])),
      onlyConfig: machine.force(argument(args, 'shorthandOnlyDefinesConfig', false)) === true,
      description: argument(args, 'description', null),
    }),
  ),
  strict('deferredModuleWith', ['set'], (_machine, args) =>
    deferredModule(argument(args, 'staticModules', [])),
  ),
]

/** `types.deferredModule`. */
export const deferredModuleType: AttrSet = deferredModule([])
