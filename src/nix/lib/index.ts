import { makeBuiltins } from '../eval/builtins/index.ts'
import { AttrSet, Attr, Unknown, attrSet, delay, delayCall, native, type Slot } from '../eval/value.ts'
import { derivationFunctions } from './attrsets/derivations.ts'
import { filterFunctions } from './attrsets/filter.ts'
import { recursiveMapFunctions } from './attrsets/map-recursive.ts'
import { mergeFunctions } from './attrsets/merge.ts'
import { pairFunctions } from './attrsets/pairs.ts'
import { pathFunctions as attributePathFunctions } from './attrsets/by-path.ts'
import { cliFunctions } from './cli.ts'
import {
  fakeHashes,
  flakeSystems,
  kernelFunctions,
  kernelValues,
  letters,
  miscFunctions,
  sourceTypes,
} from './constants.ts'
import { derivedFunctions } from './customisation/derivations.ts'
import { scopeFunctions } from './customisation/scopes.ts'
import { assertFunctions, debugFunctions, innerAssertFunctions } from './debug.ts'
import { filesystemFunctions, innerFilesystemFunctions } from './filesystem.ts'
import { fixedPointFunctions, layOver } from './fixed-points.ts'
import { gitGenerator } from './generators/git.ts'
import { keyValueGenerators } from './generators/key-value.ts'
import { languageGenerators, luaInline } from './generators/languages.ts'
import { prettyGenerator } from './generators/pretty.ts'
import { listBuilders } from './lists/build.ts'
import { listOrders } from './lists/order.ts'
import { listParts, listPrefixes } from './lists/part.ts'
import { listSearches } from './lists/search.ts'
import { metaFunctions } from './meta.ts'
import { moduleFunctions } from './modules/eval-modules.ts'
import { propertyFunctions } from './modules/properties.ts'
import { renameFunctions } from './modules/renames.ts'
import { optionFunctions } from './options.ts'
import { pathFunctions, subpathFunctions } from './path.ts'
import { innerSourceFunctions, sourceFunctions } from './sources.ts'
import { buildFlagFunctions } from './strings/build-flags.ts'
import { convertFunctions } from './strings/convert.ts'
import { affixFunctions } from './strings/affixes.ts'
import { cutFunctions } from './strings/cut.ts'
import { escapeFunctions } from './strings/escape.ts'
import { joinFunctions, repeatText } from './strings/join.ts'
import { letterCaseFunctions } from './strings/letter-case.ts'
import { members, namesIn, openSet, subset, type Members } from './subset.ts'
import { functionFunctions } from './trivial/functions.ts'
import { valueFunctions } from './trivial/values.ts'
import { makeTypes, typeFunctions } from './types.ts'
import { optionMerges } from './types/merges.ts'
import { versionFunctions } from './versions.ts'

/** Functions by the set they are in; those in `inner` sets are not at the top of `lib`. */
const attrsets = members(
  attributePathFunctions,
  pairFunctions,
  filterFunctions,
  recursiveMapFunctions,
  mergeFunctions,
  derivationFunctions,
)
const lists = members(listBuilders, listParts, listSearches, listOrders)
const strings: Members = [
  ...members(
    joinFunctions,
    affixFunctions,
    cutFunctions,
    escapeFunctions,
    letterCaseFunctions,
    convertFunctions,
    buildFlagFunctions,
  ),
  ...letters,
]
const trivial = members(functionFunctions, valueFunctions)
const customisation = members(scopeFunctions, derivedFunctions)
const options: Members = [
  ...members(optionFunctions, typeFunctions),
  ...optionMerges,
  ['unknownModule', '<unknown-file>'],
]
const modules = members(propertyFunctions, renameFunctions, moduleFunctions(delay(() => lib)))

/** Names that something else than nixpkgs' `lib` adds to it: its flake, and home-manager. */
const addedElsewhere = ['nixos', 'nixosSystem', 'hm']

/** Builtins that a set hands on under their own names, where it has such a name. */
function handedOn(set: string): Members {
  const builtins = makeBuiltins()
  return namesIn(set).flatMap((name): Members => {
    const slot = builtins.get(name) ?? builtins.get(`__${name}`)
    return slot === undefined ? [] : [[name, slot]]
  })
}

/** The sets inside `lib`. */
const sets: Members = [
  ['attrsets', subset('attrsets', handedOn('attrsets'), attrsets)],
  ['lists', subset('lists', handedOn('lists'), lists, members(listPrefixes))],
  ['strings', subset('strings', handedOn('strings'), trivial, strings, members([repeatText]))],
  ['trivial', subset('trivial', handedOn('trivial'), trivial)],
  ['versions', subset('versions', handedOn('versions'), members(versionFunctions))],
  ['fixedPoints', subset('fixedPoints', members(fixedPointFunctions))],
  ['customisation', subset('customisation', customisation)],
  ['derivations', subset('derivations', handedOn('derivations'), customisation)],
  ['options', subset('options', options)],
  ['modules', subset('modules', modules)],
  ['types', makeTypes(delay(() => lib))],
  ['meta', subset('meta', members(metaFunctions))],
  ['cli', subset('cli', members(cliFunctions))],
  [
    'generators',
    subset(
      'generators',
      members(keyValueGenerators, [gitGenerator, prettyGenerator, luaInline], languageGenerators),
    ),
  ],
  [
    'filesystem',
    subset('filesystem', handedOn('filesystem'), members(filesystemFunctions, innerFilesystemFunctions)),
  ],
  [
    'path',
    subset('path', members(pathFunctions), [['subpath', subset('path.subpath', members(subpathFunctions))]]),
  ],
  ['sources', subset('sources', handedOn('sources'), members(sourceFunctions, innerSourceFunctions))],
  [
    'asserts',
    subset(
      'asserts',
      trivial.filter(([name]) => name === 'assertMsg'),
      members(assertFunctions, innerAssertFunctions),
    ),
  ],
  ['debug', subset('debug', handedOn('debug'), members(debugFunctions))],
  ['kernel', subset('kernel', kernelValues, members(kernelFunctions))],
  ['sourceTypes', subset('sourceTypes', sourceTypes)],
  ['misc', subset('misc', handedOn('misc'), members(miscFunctions), fakeHashes)],
  ['platforms', subset('platforms')],
  [
    'systems',
    subset('systems', [
      ['flakeExposed', flakeSystems],
      ['doubles', subset('systems.doubles')],
    ]),
  ],
  ['network', subset('network', [['ipv6', subset('network.ipv6')]])],
  ...['licenses', 'fetchers', 'fileset', 'flakes', 'gvariant', 'stringsWithDeps'].map(
    (name): [string, Slot] => [name, subset(name)],
  ),
  ...['maintainers', 'teams'].map((name): [string, Slot] => [name, openSet(['lib', name])]),
]

/** What stands at the top beside the sets; a later group wins over an earlier one. */
const top: Members = [
  ...handedOn('top'),
  ...options,
  ...modules,
  ...attrsets,
  ...strings,
  ...lists,
  ...trivial,
  ...members(
    fixedPointFunctions,
    metaFunctions,
    filesystemFunctions,
    sourceFunctions,
    debugFunctions,
    assertFunctions,
  ),
  ...customisation,
  ...members(miscFunctions, [luaInline]),
  ...fakeHashes,
]

/**
 * nixpkgs' `lib` as a value. What is not implemented is unknown, what nixpkgs does not have is missing. Made once: it
 * holds nothing of a repository.
 */
export const lib: AttrSet = makeLib()

function makeLib(): AttrSet {
  const base = subset('top', top, sets)
  const elsewhere = addedElsewhere.map((name): [string, Attr] => [
    name,
    new Attr(new Unknown(`lib.${name} is not part of nixpkgs' lib`, ['lib', name]), null),
  ])
  return new AttrSet(new Map([...base.attrs, ...elsewhere, ['extend', new Attr(extension(base), null)]]))
}

/** `lib.extend overlay`, which can be extended again. */
function extension(base: Slot): Slot {
  return native('extend', 1, (_machine, [overlay = null]) => {
    const lazyFinal = delay(() => final)
    const extended = layOver(base, delayCall(overlay, lazyFinal, base))
    const final: Slot = layOver(extended, attrSet([['extend', extension(extended)]]))
    return final
  })
}
