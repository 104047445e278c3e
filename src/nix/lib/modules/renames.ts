import { because, hasName } from '../../eval/partial.ts'
import { strict } from '../../eval/builtins/strict.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
} from '../../eval/value.ts'
import { attrByPath, setAttrByPath } from '../attrsets/by-path.ts'
import { makeOption } from '../options.ts'
import { aliasDefinitions } from './properties.ts'
import { property } from './property.ts'

/** The path of an option: a list of names. */
type Path = readonly Slot[]

/** A module function: what it makes of the arguments of modules. */
function moduleOf(name: string, make: (config: Slot, options: Slot) => AttrSet): Native {
  const formals = new Map([
    ['config', false],
    ['options', false],
  ])
  const run: Native['run'] = (machine, [slot = null]) => {
    const args = machine.force(slot)
    const argument = (key: string): Slot => delay((inner) => inner.select(args, key))
    return make(argument('config'), argument('options'))
  }
  return new Native(name, 1, run, [], formals)
}

function at(path: Path, slot: Slot, missing: string): Slot {
  return delay((machine) =>
    attrByPath(machine, path, () => delay((inner) => inner.fail('abort', missing)), slot),
  )
}

function shown(machine: Machine, path: Path): string {
  return path
    .map((slot) => machine.force(slot))
    .map((name) => (typeof name === 'string' ? name : '…'))
    .join('.')
}

/** What a renamed option is like. */
type Rename = {
  readonly from: Path
  readonly to: Path
  readonly visible: Slot
  readonly withPriority: boolean
  readonly condition: Slot
}

/** Declares the old option, which hands its definitions on to the new one and reads like it (nixpkgs, `doRename`). */
function rename({ from, to, visible, withPriority, condition }: Rename): Native {
  return moduleOf('renamed', (config, options) => {
    const target = at(to, config, 'Renaming error: the new option does not exist.')
    const type = delay((machine) => {
      const option = machine.force(at(to, options, 'Renaming error: the new option does not exist.'))
      const has = hasName(option, 'type')
      return has === true
        ? machine.select(option, 'type')
        : has === false
          ? new Unknown('a set of options')
          : because(has)
    })
    const old = makeOption([
      ['visible', visible],
      ['description', delay((machine) => `Alias of {option}\`${shown(machine, to)}\`.`)],
      ['apply', native('apply', 1, () => target)],
      ['type', type],
    ])
    const definitions = aliasDefinitions(
      (merged) => setAttrByPath(to, merged),
      at(from, options, 'Renaming error: the old option does not exist.'),
      withPriority,
    )
    return attrSet([
      ['options', setAttrByPath(from, old)],
      [
        'config',
        property('if', [
          ['condition', condition],
          ['content', definitions],
        ]),
      ],
    ])
  })
}

function removed(path: Path, instructions: Slot): Native {
  return moduleOf('removed', (_config, options) => {
    const gone = native('apply', 1, (machine) => {
      const text = machine.force(instructions)
      const why = typeof text === 'string' ? text : ''
      return machine.fail(
        'throw',
        `The option '${shown(machine, path)}' can no longer be used since it's been removed. ${why}`,
      )
    })
    const option = at(path, options, 'the removed option does not exist')
    const unused = delay((machine) => {
      const isDefined = machine.select(machine.force(option), 'isDefined')
      return typeof isDefined === 'boolean' ? !isDefined : new Unknown('whether a removed option is set')
    })
    const assertion = attrSet([
      ['assertion', unused],
      [
        'message',
        delay((machine) => `The option definition '${shown(machine, path)}' no longer has any effect.`),
      ],
    ])
    return attrSet([
      [
        'options',
        setAttrByPath(
          path,
          makeOption([
            ['visible', false],
            ['apply', gone],
          ]),
        ),
      ],
      ['config', attrSet([['assertions', [assertion]]])],
    ])
  })
}

/** What nixpkgs gives to options that were merged into another and are not set. */
const untouched = '_mkMergedOptionModule'

function merged(from: readonly Path[], to: Path, merge: Slot): Native {
  return moduleOf('merged', (config) => {
    const isSet = delay((machine) => {
      const values = from.map((path) => machine.force(at(path, config, 'the merged option does not exist')))
      const unknown = values.find((value) => value instanceof Unknown)
      if (values.some((value) => !(value instanceof Unknown) && value !== untouched)) return true
      return unknown instanceof Unknown ? because(unknown) : false
    })
    const value = property('if', [
      ['condition', isSet],
      ['content', delay((machine) => machine.apply(machine.force(merge), config))],
    ])
    const declared = from.map((path) =>
      attrSet([
        [
          'options',
          setAttrByPath(
            path,
            makeOption([
              ['visible', false],
              ['default', untouched],
            ]),
          ),
        ],
      ]),
    )
    return attrSet([
      ['imports', declared],
      ['config', setAttrByPath(to, value)],
    ])
  })
}

function pathsOf(machine: Machine, slots: readonly Slot[]): readonly Path[] | Unknown {
  const paths: Path[] = []
  for (const slot of slots) {
    const path = machine.force(slot)
    if (!isList(path)) return new Unknown('the path of an option')
    paths.push(path)
  }
  return paths
}

function renameOf(args: AttrSet, machine: Machine, fallback: Partial<Rename> = {}): Native | Unknown {
  const given = (name: string): Slot | undefined => args.attrs.get(name)?.slot
  const [from, to] = [machine.force(given('from') ?? null), machine.force(given('to') ?? null)]
  if (!isList(from) || !isList(to)) return new Unknown('the path of a renamed option')
  return rename({
    from,
    to,
    visible: given('visible') ?? fallback.visible ?? false,
    withPriority: machine.force(given('withPriority') ?? true) !== false,
    condition: given('condition') ?? true,
  })
}

const defaults = { withPriority: true, condition: true }

/** Modules for options that are not what they were. */
export const renameFunctions: readonly Native[] = [
  strict('doRename', ['set'], (machine, args) => renameOf(args, machine)),
  strict('mkRenamedOptionModuleWith', ['set'], (machine, args) => renameOf(args, machine)),
  strict('mkRenamedOptionModule', ['list', 'list'], (_machine, from, to) =>
    rename({ ...defaults, from, to, visible: false }),
  ),
  strict('mkAliasOptionModule', ['list', 'list'], (_machine, from, to) =>
    rename({ ...defaults, from, to, visible: true }),
  ),
  strict('mkAliasOptionModuleMD', ['list', 'list'], (_machine, from, to) =>
    rename({ ...defaults, from, to, visible: true }),
  ),
  strict('mkRemovedOptionModule', ['list', 'lazy'], (_machine, path, instructions) =>
    removed(path, instructions),
  ),
  strict('mkMergedOptionModule', ['list', 'list', 'lazy'], (machine, from, to, merge) => {
    const paths = pathsOf(machine, from)
    return paths instanceof Unknown ? paths : merged(paths, to, merge)
  }),
  strict('mkChangedOptionModule', ['list', 'list', 'lazy'], (_machine, from, to, change) =>
    merged([from], to, change),
  ),
]
