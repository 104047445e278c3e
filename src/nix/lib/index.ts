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
  return new AttrSet(attrSet(entries).attrs, new Unknown(`it is not evaluated`, ['lib', name]))
}

/** Builtins that nixpkgs' `lib` hands on under their own names, by the set that does. */
const handedOn: Readonly<Record<string, string>> = {
  attrsets:
    'attrNames attrValues catAttrs getAttr hasAttr intersectAttrs isAttrs listToAttrs mapAttrs removeAttrs zipAttrsWith',
  lists:
    "all any concatLists concatMap elem elemAt filter foldl' genList head tail isList length map partition groupBy sort",
  strings:
    'compareVersions concatStringsSep elem elemAt filter fromJSON genList head isInt isList isAttrs isPath isString match parseDrvName readFile replaceStrings split stringLength substring tail toJSON typeOf unsafeDiscardStringContext',
  trivial:
    'add bitAnd bitOr bitXor ceil deepSeq div floor genericClosure isBool isFloat isInt lessThan mul pathExists readFile seq stringLength sub substring tail',
  top: 'addErrorContext baseNameOf dirOf functionArgs readDir trace tryEval typeOf toJSON fromJSON unsafeGetAttrPos',
}

/** What only a set of `lib` has, and not `lib` itself. */
const inSetOnly = new Set([
  'commonPrefixLength',
  'elemIndex',
  'escapeNixIdentifier',
  'escapeNixString',
  'floatToString',
  'readPathsFromFile',
  'sanitizeDerivationName',
])

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
  const inherited = (name: string): [string, Slot][] =>
    (handedOn[name] ?? '').split(' ').flatMap((builtin): [string, Slot][] => {
      const slot = builtins.get(builtin) ?? builtins.get(`__${builtin}`)
      return slot === undefined ? [] : [[builtin, slot]]
    })
  const listFiles = fixedPointFunctions.filter(({ name }) => name.startsWith('filesystem.'))
  const customisation = fixedPointFunctions.filter(({ name }) => !name.includes('.'))
  const groups: (readonly [string, Slot])[] = [
    ...openSets.map((name): [string, Slot] => [name, group(name, [])]),
    ['attrsets', group('attrsets', attrsetFunctions, inherited('attrsets'))],
    ['lists', group('lists', listFunctions, inherited('lists'))],
    ['strings', group('strings', stringFunctions, inherited('strings'))],
    ['trivial', group('trivial', trivialFunctions, inherited('trivial'))],
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
  for (const name of Object.keys(handedOn)) for (const [builtin, slot] of inherited(name)) add(builtin, slot)
  for (const functions of [
    stringFunctions,
    trivialFunctions,
    attrsetFunctions,
    listFunctions,
    customisation,
    optionFunctions,
    metaFunctions,
  ]) {
    for (const fn of functions) if (!inSetOnly.has(fn.name)) add(fn.name, fn)
  }
  for (const [name, slot] of groups) add(name, slot)
  add('nixpkgsVersion', new Unknown('the version of nixpkgs'))
  add('version', new Unknown('the version of nixpkgs'))
  add(
    'extend',
    native('extend', 1, () => lib),
  )
  return new AttrSet(attrs, new Unknown('it is not evaluated', ['lib']))
}
