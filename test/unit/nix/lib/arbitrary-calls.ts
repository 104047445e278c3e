import fc from 'fast-check'

/**
 * Random calls of the functions of `lib`, as Nix text. A signature is a function's dotted name and the kinds
 * of its arguments; `?` before a kind makes it any value now and then.
 */
const signatures = `
  attrByPath names any set | hasAttrByPath names set | getAttrFromPath path full | getAttrFromPath names set | setAttrByPath names any
  attrsets.longestValidPathPrefix names set | attrVals members full | getAttrs members full | getAttrs names set | filterAttrs nv? set
  filterAttrsRecursive nv? set | foldlAttrs accnv any set | foldAttrs cons list sets | collect pred set
  mapAttrs' pair set | mapAttrsToList nvmap set | attrsToList set | mapAttrsRecursive pathmap set
  mapAttrsRecursiveCond pred pathmap set | mapAttrsToListRecursive pathmap set | genAttrs names map
  genAttrs' names topair | isDerivation any | optionalAttrs bool set | zipAttrs sets | zipAttrsWith nvmap sets
  zipAttrsWithNames names nvmap sets | recursiveUpdate set set | recursiveUpdateUntil pathpred set set | recursiveUpdateUntil pathpred full full
  matchAttrs set set | mergeAttrsList sets | overrideExisting set set | showAttrPath names | concatMapAttrs nvset set
  recurseIntoAttrs set | dontRecurseIntoAttrs set | cartesianProduct setoflists | mapCartesianProduct map setoflists
  updateManyAttrsByPath updates set | attrsets.unionOfDisjoint set set | catAttrs name sets | intersectAttrs set set
  removeAttrs set names | nameValuePair name any | getOutput name set | getBin set | getFirstOutput names set
  attrValues set | attrNames set | listToAttrs pairs | hasAttr name set | getAttr member full

  singleton any | forEach list map | foldr cons list list | foldl snoc list list | foldl' snoc list list
  imap0 nvmap list | imap1 nvmap list | ifilter0 nv? list | flatten list | remove any list | findSingle pred any any list
  findFirst pred any list | lists.findFirstIndex pred any list | count pred list | optional bool any
  optionals bool list | toList any | range int int | replicate smallint any | partition pred list | zipLists list list
  zipListsWith nvmap list list | reverseList list | toposort before ints | listDfs bool before ints
  sort before ints | sortOn id ints | sortOn id strings | naturalSort strings | compareLists compare ints ints
  take int list | takeEnd int list | drop int list | dropEnd int list | sublist int int list | last list | init list
  crossLists nvmap lists2 | unique list | uniqueStrings strings | allUnique list | intersectLists list list
  subtractLists list list | mutuallyExclusive list list | groupBy tostr list | groupBy' snoc list tostr list
  lists.concatAttrValues setoflists | lists.replaceElemAt fourints smallint any | lists.commonPrefix list list
  lists.hasPrefix list list | lists.removePrefix ints ints | lists.removePrefix noints ints | concatLists lists2 | concatMap tolist list | elem any list
  genList map smallint | any pred list | all pred list | filter pred list | map map list

  concatStrings strings | concatMapStrings tostr list | concatImapStrings ntostr list | intersperse any list
  concatStringsSep str strings | concatMapStringsSep str tostr list | concatImapStringsSep str ntostr list
  concatMapAttrsStringSep str ntostr set | concatLines strings | replaceStrings strings1 strings1 str
  strings.replicate smallint str | trim str | trimWith trimoptions str | makeSearchPath str strings
  makeSearchPathOutput str str strings | makeBinPath strings | strings.normalizePath str | optionalString bool str
  hasPrefix str str | hasSuffix str str | hasInfix str str | stringToCharacters str | stringAsChars tostr str
  strings.charToInt char | escape chars str | strings.escapeC chars str | escapeURL str | escapeShellArg scalar
  escapeShellArgs scalars | strings.isValidPosixName str | toShellVar shellname scalar | toShellVar shellname scalars
  toShellVar shellname scalarset | toShellVars scalarset | strings.escapeNixString str | escapeRegex str
  strings.escapeNixIdentifier str | escapeXML str | toLower str | toUpper str | toCamelCase str
  toSentenceCase str | splitString sep str | splitStringBy charpred bool str | removePrefix str str
  removeSuffix str str | versionOlder version version | versionAtLeast version version | getName pname | getVersion pname
  nameFromURL url sep | cmakeOptionType cmaketype str str | cmakeBool str bool | cmakeFeature str str | mesonOption str str
  mesonBool str bool | mesonEnable str bool | enableFeature bool str | enableFeatureAs bool str str | withFeature bool str
  withFeatureAs bool str str | fixedWidthString smallint sep str | fixedWidthNumber smallint smallint
  strings.floatToString float | isStringLike any | strings.isConvertibleWithToString any | strings.isStorePath str
  toInt number | toIntBase10 number | strings.sanitizeDerivationName str | strings.levenshtein str str
  strings.levenshteinAtMost smallint str str | strings.commonPrefixLength str str | strings.commonSuffixLength str str
  versions.major version | versions.minor version | versions.patch version | versions.majorMinor version
  versions.pad smallint version | splitVersion version | compareVersions version version | join str strings
  replaceString sep str str | addContextFrom str str | match pattern str | split pattern str

  id any | const any any | pipe list maps | flip nvmap any any | and bool bool | or bool bool | xor bool bool
  bitNot int | boolToString bool | boolToYesNo bool | mergeAttrs set set | defaultTo any any | defaultTo any null
  mapNullable map any | min int int | max int int | mod int int | compare int int | splitByAndCompare pred compare compare int int
  throwIf bool str any | throwIfNot bool str any | toHexString smallint | toBaseDigits base smallint | fromHexString hex
  functionArgs function | isFunction any | isFunction function | assertMsg bool str | assertOneOf str int digits
  asserts.assertEachOneOf str ints digits | checkListOfEnum str digits ints any | concat list list
  fix recursive | converge halve int | testAllTrue list

  generators.toKeyValue kvoptions scalarset | generators.toINI inioptions sections | generators.toPretty prettyoptions any
  generators.toJSON empty any | generators.toDhall empty nonull | generators.toLua luaoptions any
  generators.toPlist plistoptions any | generators.toGitINI sections | generators.mkValueStringDefault empty scalar
  generators.mkKeyValueDefault empty sep str scalar | generators.toINIWithGlobalSection inioptions globalsections
  cli.toGNUCommandLine empty cliset | cli.toGNUCommandLineShell empty cliset | cli.toCommandLineGNU gnuoptions cliset
  cli.toCommandLineShellGNU gnuoptions cliset | cli.toCommandLine cliformat cliset
  path.subpath.isValid subpath | path.subpath.join subpaths | path.subpath.components goodsubpath
  path.subpath.normalise goodsubpath | path.hasPrefix abspath abspath
  path.removePrefix shortpath abspath | showOption names | meta.platformMatch platform system | meta.availableOn platform package
  setName str set | appendToName str named | escape chars str
`

const words = ['a', 'b', 'c', 'x', 'enable', 'a b', 'with', 'x-y', '0z', '']
const texts = [
  ...words,
  'foo.bar',
  'a/b//c',
  '/nix/store/x',
  " it's ",
  '$HOME ${x}',
  'A-b_C d',
  'line\n two\n',
  '\t"q" <&>',
  '\\n [x] (y)*',
  '../a b.c?',
  'fooBarBaz',
  'é',
]

function quoted(text: string): string {
  return `"${text
    .replace(/[\\"]|\$\{/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')}"`
}

type Text = fc.Arbitrary<string>

const of = (...items: string[]): Text => fc.constantFrom(...items)
const listOf = (item: Text, max = 4): Text =>
  fc.array(item, { maxLength: max }).map((items) => `[ ${items.join(' ')} ]`)
const setOf = (item: Text, name: Text = of(...words).map(quoted)): Text =>
  fc
    .uniqueArray(fc.tuple(name, item), { maxLength: 4, selector: ([key]) => key })
    .map((pairs) => `{ ${pairs.map(([key, value]) => `${key} = ${value};`).join(' ')} }`)

const int = fc.integer({ min: -4, max: 12 }).map((value) => (value < 0 ? `(${value})` : String(value)))
const smallint = fc.integer({ min: 0, max: 6 }).map(String)
const bool = of('true', 'false')
const str = fc.oneof(of(...texts), fc.stringMatching(/^[ -~]{0,6}$/)).map(quoted)
const name = of(...words).map(quoted)
const scalar = fc.oneof(int, bool, str, of('null', '1.5'))
const simple = fc.oneof({ weight: 4, arbitrary: scalar }, of('[ ]', '{ }'))

/** Any value up to a depth. */
const anyAt = (depth: number): Text =>
  depth === 0
    ? simple
    : fc.oneof({ weight: 3, arbitrary: simple }, listOf(anyAt(depth - 1), 3), setOf(anyAt(depth - 1)))
const any = anyAt(2)
const withoutNull = fc.oneof(int, bool, str, listOf(int), setOf(int, of('a', 'b')))
const ini = setOf(fc.oneof(int, bool, str), of('a', 'b', '"c.d"', '"[e]"'))

const kinds: Readonly<Record<string, Text>> = {
  any,
  int,
  smallint,
  bool,
  str,
  name,
  scalar,
  null: of('null'),
  float: of('1.5', '0.1', '2.0', '1.23456789'),
  base: of('2', '8', '10', '16'),
  hex: of('"0x1F"', '"ff"', '"7fffffffffffffff"', '"0"'),
  sep: of('"."', '"-"', '"ab"', '"="', '"/"', '":"'),
  char: fc.stringMatching(/^[ -~]$/).map(quoted),
  chars: listOf(fc.stringMatching(/^[ -~]$/).map(quoted)),
  pattern: of('"[a-z]+"', '"(a|b)*"', '"([a-z]*)([0-9]?)"', '"[[:space:]]"', '".*"'),
  number: fc.oneof(of('" 42 "', '"-4"', '"007"', '"x"', '"0"', '"00"', '"1 2"'), smallint.map(quoted)),
  version: of('"1.2.3"', '"1.2"', '"1"', '"2.0pre3"', '"1.0-rc1"', '"20240101"', '"1.2.3-beta-2"'),
  pname: of(
    '"hello-1.2"',
    '"a-b-2.0-rc1"',
    '"nothing"',
    '{ pname = "p"; version = "3"; name = "x-1"; }',
    '{ name = "x-1"; }',
  ),
  url: of('"https://example.org/a/foo-1.2.tar.gz"', '"foo.zip"', '"a/b"'),
  list: listOf(anyAt(1)),
  ints: listOf(int, 6),
  strings: listOf(str),
  strings1: listOf(str, 1),
  scalars: listOf(fc.oneof(int, bool, str)),
  names: listOf(of('"a"', '"b"', '"c"', '"x"'), 3),
  lists2: fc.tuple(listOf(int, 3), listOf(int, 3)).map(([one, other]) => `[ ${one} ${other} ]`),
  set: setOf(anyAt(2), of('a', 'b', 'c', 'x')),
  sets: listOf(setOf(anyAt(1), of('a', 'b', 'c'))),
  scalarset: setOf(fc.oneof(int, bool, str), of('a', 'b', 'c_d')),
  setoflists: setOf(listOf(int, 3), of('a', 'b', 'c')),
  sections: setOf(ini, of('a', 'b', '"c.d"', '"e f"')),
  globalsections: fc
    .tuple(ini, setOf(ini, of('a', 'b')))
    .map(([one, other]) => `{ globalSection = ${one}; sections = ${other}; }`),
  cliset: setOf(fc.oneof(scalar, listOf(fc.oneof(int, str))), of('a', 'b', 'long', '"x-y"')),
  pairs: listOf(fc.tuple(name, anyAt(1)).map(([key, value]) => `{ name = ${key}; value = ${value}; }`)),
  updates: of(
    '[ ]',
    '[ { path = [ "a" ]; update = old: [ old ]; } ]',
    '[ { path = [ "a" "b" ]; update = old: 1; } { path = [ "c" ]; update = old: 2; } ]',
    '[ { path = [ ]; update = old: old // { z = 1; }; } { path = [ "a" ]; update = old: { b = old; }; } ]',
  ),
  'nv?': of('(n: v: lib.isInt v)', '(n: v: n == "a")', '(n: v: true)', '(n: v: v == { })'),
  accnv: of('(acc: n: v: [ acc n v ])', '(acc: n: v: acc)'),
  cons: of('(x: xs: [ x ] ++ xs)', '(x: xs: [ xs ])'),
  snoc: of('(xs: x: xs ++ [ x ])', '(xs: x: [ xs ])'),
  pred: of('(x: lib.isInt x)', '(x: x == 2)', 'lib.isList', '(x: lib.isAttrs x && x ? a)', '(x: false)'),
  pair: of('(n: v: { name = n + "1"; value = v; })', '(n: v: lib.nameValuePair "same" v)'),
  topair: of('(n: lib.nameValuePair (n + "1") n)', '(n: { name = "s"; value = n; })'),
  nvmap: of('(n: v: [ n v ])', '(n: v: v)', '(n: v: { inherit n v; })'),
  nvset: of('(n: v: { ${n + "1"} = v; })', '(n: v: { s = n; })'),
  pathmap: of('(p: v: [ p v ])', '(p: v: lib.length p)'),
  pathpred: of(
    '(p: l: r: p == [ "a" ])',
    '(p: l: r: lib.isInt l)',
    '(p: l: r: !(lib.isAttrs l && lib.isAttrs r))',
  ),
  map: of('(x: [ x ])', '(x: x)', '(x: { v = x; })'),
  maps: listOf(of('(x: [ x ])', '(x: { v = x; })'), 3),
  id: of('(x: x)'),
  before: of('(a: b: a < b)', '(a: b: b == a + 1)', '(a: b: a > b)'),
  compare: of('lib.compare', '(a: b: b - a)'),
  tolist: of('(x: [ x x ])', '(x: [ ])'),
  tostr: of('(x: "s")', '(x: lib.typeOf x)', '(x: builtins.toJSON x)'),
  ntostr: of('(n: x: toString n + lib.typeOf x)', '(n: x: "-")'),
  charpred: of('(p: c: c == ".")', '(p: c: p == "a")', '(p: c: lib.elem c [ "-" "_" " " ])'),
  halve: of('(x: x / 2)', '(x: lib.min x 3)'),
  recursive: of('(self: { a = 1; b = [ self.a ]; })', '(self: 1)'),
  function: of('({ a, b ? 1 }: a)', '(x: x)', '({ ... }: 1)', '{ __functor = self: { c ? 2 }: c; }'),
  empty: of('{ }'),
  nonull: withoutNull,
  trimoptions: of('{ }', '{ start = true; }', '{ end = true; }', '{ start = true; end = true; }'),
  kvoptions: of(
    '{ }',
    '{ listsAsDuplicateKeys = true; }',
    '{ indent = "  "; }',
    '{ mkKeyValue = k: v: "${k}:${toString v}"; }',
  ),
  inioptions: of(
    '{ }',
    '{ mkSectionName = n: lib.toUpper n; }',
    '{ mkKeyValue = lib.generators.mkKeyValueDefault { } " = "; }',
  ),
  prettyoptions: of('{ }', '{ multiline = false; }', '{ indent = " "; }'),
  luaoptions: of('{ }', '{ multiline = false; }', '{ indent = "  "; }'),
  plistoptions: of('{ escape = true; }', '{ }'),
  gnuoptions: of('{ }', '{ explicitBool = true; }', '{ isLong = n: true; }'),
  cliformat: of(
    '(n: { option = "-${n}"; sep = null; explicitBool = false; })',
    '(n: { option = n; sep = ":"; explicitBool = true; })',
  ),
  subpath: of('"a"', '"./a//b/./c"', '"."', '".."', '"a/../b"', '"/a"', '""', '"a/.."', '3', '"a..b/c"'),
  subpaths: listOf(of('"a"', '"./b//c"', '"."', '"d/./e/"')),
  abspath: of('/a', '/a/b', '/a/b/c', '/.'),
  platform: of('{ system = "x86_64-linux"; }', '{ system = "aarch64-darwin"; }'),
  system: of('"x86_64-linux"', '"aarch64-darwin"'),
  package: of(
    '{ }',
    '{ meta.platforms = [ "x86_64-linux" ]; }',
    '{ meta.badPlatforms = [ "x86_64-linux" ]; }',
    '{ meta = { }; }',
  ),
  full: fc
    .tuple(anyAt(1), anyAt(1), anyAt(1))
    .map(([a, b, c]) => `{ a = { x = ${a}; }; b = ${b}; c = ${c}; }`),
  member: of('"a"', '"b"', '"c"'),
  members: listOf(of('"a"', '"b"', '"c"')),
  path: of('[ "a" ]', '[ "a" "x" ]', '[ "b" ]', '[ ]'),
  fourints: fc.tuple(int, int, int, int).map((items) => `[ ${items.join(' ')} ]`),
  noints: of('[ ]'),
  digits: of('(lib.range (-10) 20)', '[ 1 2 3 ]'),
  shellname: of('"a"', '"b_1"', '"C"', '"x-y"'),
  cmaketype: of('"bool"', '"STRING"', '"Path"', '"list"', '"x"'),
  goodsubpath: of('"a"', '"./a//b/./c"', '"."', '"./."', '"a..b/c/"'),
  shortpath: of('/a', '/.', '/a/b'),
  named: of('{ name = "a-1.2"; }', '{ name = "b"; x = 1; }'),
}

function kind(word: string): Text {
  const found = kinds[word]
  if (found === undefined) throw new Error(`no arguments of the kind ${word}`)
  return found
}

/** Every function with a generator of calls of it. */
export const calls: readonly (readonly [string, Text])[] = signatures
  .split(/[|\n]\s*/)
  .flatMap((signature) => (signature.trim() === '' ? [] : [signature.trim().split(/\s+/)]))
  .map(([fn = '', ...args]) => [
    fn,
    fc.tuple(...args.map(kind)).map((given) => `lib.${fn} ${given.map((arg) => `(${arg})`).join(' ')}`),
  ])
