import { makeBuiltins } from '../eval/builtins/index.ts'
import { AttrSet, Attr, Native, Unknown, attrSet, native, type Slot } from '../eval/value.ts'
import { attrsetFunctions } from './attrsets.ts'
import { fixedPointFunctions } from './fixed-points.ts'
import { listFunctions } from './lists.ts'
import { metaFunctions } from './meta.ts'
import { optionFunctions } from './options.ts'
import { stringFunctions, versionFunctions } from './strings.ts'
import { trivialFunctions } from './trivial.ts'
import { types } from './types.ts'

function group(
  name: string,
  functions: readonly Native[],
  extra: readonly (readonly [string, Slot])[] = [],
): AttrSet {
  const entries: (readonly [string, Slot])[] = [
    ...functions.map((fn): [string, Slot] => [fn.name, fn]),
    ...extra,
  ]
  return new AttrSet(
    attrSet(entries).attrs,
    new Unknown(`a function of lib.${name} that is not evaluated`, ['lib', name]),
  )
}

/** Builtins that nixpkgs' `lib` hands on under their own names. */
const handedOn = [
  'add',
  'sub',
  'mul',
  'div',
  'bitAnd',
  'bitOr',
  'bitXor',
  'lessThan',
  'ceil',
  'floor',
  'all',
  'any',
  'concatLists',
  'concatMap',
  'elem',
  'elemAt',
  'filter',
  "foldl'",
  'genList',
  'head',
  'tail',
  'length',
  'map',
  'partition',
  'groupBy',
  'sort',
  'concatStringsSep',
  'replaceStrings',
  'stringLength',
  'substring',
  'match',
  'split',
  'attrNames',
  'attrValues',
  'catAttrs',
  'getAttr',
  'hasAttr',
  'intersectAttrs',
  'listToAttrs',
  'mapAttrs',
  'removeAttrs',
  'zipAttrsWith',
  'isAttrs',
  'isBool',
  'isFloat',
  'isInt',
  'isList',
  'isPath',
  'isString',
  'typeOf',
  'toJSON',
  'fromJSON',
  'genericClosure',
  'parseDrvName',
  'compareVersions',
  'pathExists',
  'readDir',
  'readFile',
  'seq',
  'deepSeq',
  'trace',
  'tryEval',
  'toString',
  'baseNameOf',
  'dirOf',
  'unsafeDiscardStringContext',
  'functionArgs',
  'isFunction',
  'addErrorContext',
  'unsafeGetAttrPos',
]

/** Sets of names that any version of nixpkgs may have more of: a member is unknown, but it is there. */
const openSets = [
  'licenses',
  'maintainers',
  'teams',
  'platforms',
  'systems',
  'sourceTypes',
  'kernel',
  'gvariant',
  'fileset',
  'sources',
  'path',
  'asserts',
  'debug',
  'cli',
  'network',
  'derivations',
  'filesystem',
  'generators',
  'meta',
  'modules',
  'options',
  'customisation',
  'fetchers',
]

/** Systems that flakes are built for; a list of names that changes slowly. */
export const systems: Slot = ['x86_64-linux', 'aarch64-linux', 'x86_64-darwin', 'aarch64-darwin']

/**
 * nixpkgs' `lib` as a value: what is implemented here, and an unknown rest, since `lib` has more than that.
 * Made once: it holds nothing of a repository.
 */
export const lib: AttrSet = makeLib()

function makeLib(): AttrSet {
  const builtins = makeBuiltins()
  const inherited = handedOn.flatMap((name): [string, Slot][] => {
    const slot = builtins.get(name) ?? builtins.get(`__${name}`)
    return slot === undefined ? [] : [[name, slot]]
  })
  const listFiles = fixedPointFunctions.filter(({ name }) => name.startsWith('filesystem.'))
  const customisation = fixedPointFunctions.filter(({ name }) => !name.includes('.'))
  const groups: (readonly [string, Slot])[] = [
    ...openSets.map((name): [string, Slot] => [name, group(name, [])]),
    ['attrsets', group('attrsets', attrsetFunctions, inherited)],
    ['lists', group('lists', listFunctions, inherited)],
    ['strings', group('strings', stringFunctions, inherited)],
    ['trivial', group('trivial', trivialFunctions, inherited)],
    ['versions', group('versions', versionFunctions)],
    ['fixedPoints', group('fixedPoints', customisation)],
    ['customisation', group('customisation', customisation)],
    ['options', group('options', optionFunctions)],
    ['modules', group('modules', optionFunctions)],
    ['meta', group('meta', metaFunctions)],
    [
      'filesystem',
      group(
        'filesystem',
        fixedPointFunctions,
        listFiles.map((fn): [string, Slot] => ['listFilesRecursive', fn]),
      ),
    ],
    ['types', types],
    [
      'systems',
      group(
        'systems',
        [],
        [
          ['flakeExposed', systems],
          ['doubles', group('systems.doubles', [], [['all', new Unknown('all platforms')]])],
        ],
      ),
    ],
    ['platforms', new AttrSet(new Map(), new Unknown('a list of platforms', ['lib', 'platforms']))],
  ]
  const attrs = new Map<string, Attr>()
  const add = (name: string, slot: Slot): void => void attrs.set(name, new Attr(slot, null))
  for (const [name, slot] of inherited) add(name, slot)
  for (const functions of [
    stringFunctions,
    trivialFunctions,
    attrsetFunctions,
    listFunctions,
    customisation,
    optionFunctions,
    metaFunctions,
  ]) {
    for (const fn of functions) add(fn.name, fn)
  }
  for (const [name, slot] of groups) add(name, slot)
  add('nixpkgsVersion', new Unknown('the version of nixpkgs'))
  add('version', new Unknown('the version of nixpkgs'))
  add(
    'extend',
    native('extend', 1, () => lib),
  )
  const self = new AttrSet(attrs, new Unknown('a function of lib that is not evaluated', ['lib']))
  add('lib', self)
  return self
}
