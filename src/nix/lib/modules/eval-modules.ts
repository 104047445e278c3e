import { strict } from '../../eval/builtins/strict.ts'
import { updateAttrs } from '../../eval/update-attrs.ts'
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
import { moduleTypes, nestInSubmodule } from '../types/submodule.ts'
import { evaluate } from './evaluate.ts'

/** What `lib.evalModules` takes, as far as it matters here. */
type Arguments = {
  readonly modules: readonly Slot[]
  readonly specialArgs: AttrSet
  readonly prefix: readonly string[]
}

function readArguments(machine: Machine, args: AttrSet): Arguments | Unknown {
  const given = (name: string, fallback: Value): Value =>
    args.attrs.has(name) ? machine.select(args, name) : fallback
  const modules = given('modules', new Unknown('the modules'))
  const specialArgs = given('specialArgs', attrSet([]))
  const prefix = given('prefix', [])
  if (!isList(modules) || !(specialArgs instanceof AttrSet) || !isList(prefix))
    return new Unknown('what modules are evaluated')
  const names = prefix.map((slot) => machine.force(slot)).filter((name) => typeof name === 'string')
  const legacy: Slot[] = []
  if (args.attrs.has('args')) legacy.push(moduleSetting('args', args.attrs.get('args')?.slot ?? null))
  if (args.attrs.has('check')) legacy.push(moduleSetting('check', args.attrs.get('check')?.slot ?? null))
  return { modules: [...modules, ...legacy], specialArgs, prefix: names }
}

function moduleSetting(name: string, value: Slot): AttrSet {
  return attrSet([['config', attrSet([['_module', attrSet([[name, value]])]])]])
}

/** `lib.evalModules`: a configuration, its options, and ways to go on from there. */
function configuration(machine: Machine, lib: Slot, { modules, specialArgs, prefix }: Arguments): AttrSet {
  const args = new Map<string, Slot>([
    ['lib', lib],
    ['specialArgs', specialArgs],
    ...[...specialArgs.attrs].map(([name, { slot }]): [string, Slot] => [name, slot]),
  ])
  const { config, options, internals } = evaluate(machine, {
    modules,
    args,
    prefix,
    open: false,
    nest: nestInSubmodule,
  })
  const extend = native('extendModules', 1, (inner, [slot = null]) => {
    const more = inner.force(slot)
    const extra =
      more instanceof AttrSet ? readArguments(inner, withDefaults(more)) : new Unknown('more modules')
    if (extra instanceof Unknown) return extra
    const special = updateAttrs(specialArgs, extra.specialArgs, inner, null)
    return configuration(inner, lib, {
      modules: [...modules, ...extra.modules],
      specialArgs: special instanceof AttrSet ? special : specialArgs,
      prefix: extra.prefix.length > 0 ? extra.prefix : prefix,
    })
  })
  const [, submoduleWith = null] = moduleTypes(lib)
  const type = delay((inner) =>
    inner.apply(
      inner.force(submoduleWith),
      attrSet([
        ['modules', [...modules]],
        ['specialArgs', specialArgs],
      ]),
    ),
  )
  return attrSet([
    ['_type', 'configuration'],
    ['options', options],
    ['config', config],
    ['_module', internals],
    ['extendModules', extend],
    ['type', type],
    ['class', null],
    ['graph', new Unknown('the graph of modules')],
  ])
}

function withDefaults(args: AttrSet): AttrSet {
  return new AttrSet(new Map([...attrSet([['modules', []]]).attrs, ...args.attrs]), args.rest)
}

function located(file: Slot, module: Slot): AttrSet {
  return attrSet([
    ['_file', file],
    ['imports', [module]],
  ])
}

/**
 * Functions that evaluate or make modules.
 * @param lib what modules get under that name
 */
export function moduleFunctions(lib: Slot): readonly Native[] {
  return [
    strict('evalModules', ['set'], (machine, args) => {
      const read = readArguments(machine, args)
      return read instanceof Unknown ? read : configuration(machine, lib, read)
    }),
    native('setDefaultModuleLocation', 2, (_machine, [file = null, module = null]) => located(file, module)),
    native('importApply', 2, (_machine, [file = null, arg = null]) =>
      located(
        file,
        delay((machine) => {
          const path = machine.force(file)
          const fn = path instanceof PathValue ? machine.importFile(path, null) : path
          return machine.apply(fn, arg)
        }),
      ),
    ),
  ]
}
