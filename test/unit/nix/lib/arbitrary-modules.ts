import fc from 'fast-check'

type Text = fc.Arbitrary<string>

const of = (...items: string[]): Text => fc.constantFrom(...items)

/** Types of options, each with values that are of it, and now and then one that is not. */
const typed: readonly (readonly [type: string, value: Text, fallback: string | null])[] = [
  ['lib.types.int', of('1', '2', '2'), '0'],
  ['lib.types.bool', of('true', 'false'), 'false'],
  ['lib.types.str', of('"a"', '"b"', '"a"'), '"d"'],
  ['lib.types.lines', of('"a"', '"b"', '""'), null],
  ['lib.types.port', of('80', '8080', '65536'), '1'],
  ['lib.types.nullOr lib.types.int', of('1', 'null', '1'), 'null'],
  ['lib.types.enum [ "a" "b" 3 ]', of('"a"', '3', '"c"'), '"b"'],
  ['lib.types.listOf lib.types.int', of('[ 1 ]', '[ 2 3 ]', '[ ]', '[ (lib.mkIf false 4) 5 ]'), null],
  ['lib.types.listOf lib.types.str', of('[ "x" ]', '[ "y" "z" ]'), '[ "d" ]'],
  ['lib.types.nonEmptyListOf lib.types.int', of('[ 1 ]', '[ 2 ]', '[ ]'), null],
  [
    'lib.types.attrsOf lib.types.int',
    of('{ x = 1; }', '{ y = 2; }', '{ x = lib.mkForce 3; }', '{ z = lib.mkIf false 9; }'),
    null,
  ],
  [
    'lib.types.lazyAttrsOf lib.types.str',
    of('{ x = "1"; }', '{ y = "2"; }', '{ x = lib.mkDefault "3"; }'),
    null,
  ],
  [
    'lib.types.attrsOf (lib.types.listOf lib.types.int)',
    of('{ x = [ 1 ]; }', '{ x = lib.mkBefore [ 2 ]; y = [ 3 ]; }'),
    '{ d = [ 0 ]; }',
  ],
  ['lib.types.either lib.types.int (lib.types.listOf lib.types.int)', of('1', '[ 1 ]', '[ 2 ]', '"x"'), null],
  ['lib.types.oneOf [ lib.types.int lib.types.bool lib.types.str ]', of('1', 'true', '"s"'), '5'],
  ['lib.types.coercedTo lib.types.int toString lib.types.str', of('1', '"1"', '"x"', 'null'), '2'],
  [
    'lib.types.coercedTo lib.types.str lib.singleton (lib.types.listOf lib.types.str)',
    of('"a"', '[ "b" ]', '[ ]'),
    null,
  ],
  ['lib.types.attrs', of('{ x = 1; }', '{ x = 2; y.z = 1; }'), null],
  ['lib.types.anything', of('{ x = 1; }', '{ y.z = [ 1 ]; }', '{ y.w = 2; }', '[ 1 ]', '3'), null],
  ['lib.types.raw', of('1', '{ x = lib.mkIf true 1; }'), null],
  ['lib.types.unspecified', of('[ 1 ]', '[ 2 ]', '{ x = 1; }', '{ y = 2; }', '"a"', 'true'), null],
  ['lib.types.uniq lib.types.int', of('1', '2'), null],
  ['lib.types.boolByOr', of('true', 'false'), null],
  ['lib.types.strMatching "[a-z]+"', of('"abc"', '"1"'), null],
  ['lib.types.nonEmptyStr', of('"x"', '" "'), null],
  ['lib.types.singleLineStr', of('"x\\n"', '"x"', '"a\\nb"'), null],
  ['lib.types.separatedString ","', of('"x"', '"y"'), null],
  ['lib.types.ints.between 1 5', of('1', '6', '5'), null],
  ['lib.types.ints.positive', of('1', '0'), null],
  ['lib.types.addCheck lib.types.int (x: x > 1)', of('1', '2'), null],
  ['lib.types.numbers.nonnegative', of('1', '2.5', '(-1)'), null],
  [
    'lib.types.submodule { options.p = lib.mkOption { type = lib.types.int; default = 7; }; options.q = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; }; }',
    of('{ p = 1; }', '{ q = [ "a" ]; }', '{ q = lib.mkForce [ "b" ]; }', '{ nope = 1; }', '{ }'),
    null,
  ],
  [
    'lib.types.attrsOf (lib.types.submodule ({ name, config, ... }: { options.n = lib.mkOption { type = lib.types.str; default = name; }; options.e = lib.mkEnableOption "it"; options.l = lib.mkOption { type = lib.types.int; default = if config.e then 1 else 2; }; }))',
    of(
      '{ x = { }; }',
      '{ x.e = true; }',
      '{ y.n = "other"; }',
      '{ x = lib.mkIf false { e = true; }; }',
      '{ y = lib.mkForce { e = true; }; }',
    ),
    null,
  ],
  [
    'lib.types.listOf (lib.types.submodule { options.p = lib.mkOption { type = lib.types.int; default = 7; }; })',
    of('[ { } ]', '[ { p = 1; } { p = 2; } ]', '[ ]'),
    null,
  ],
  [
    'lib.types.submodule { freeformType = lib.types.attrsOf lib.types.int; options.p = lib.mkOption { type = lib.types.str; default = "d"; }; }',
    of('{ p = "x"; }', '{ free = 1; }', '{ free = lib.mkForce 2; other = 3; }', '{ free = "no"; }'),
    null,
  ],
  [
    'lib.types.attrTag { a = lib.mkOption { type = lib.types.int; }; b = lib.mkOption { type = lib.types.str; }; }',
    of('{ a = 1; }', '{ b = "x"; }', '{ a = 1; b = "x"; }'),
    null,
  ],
  ['lib.types.json', of('{ a = [ 1 null ]; }', '{ b.c = "x"; }', '1'), null],
  [
    'lib.types.nullOr (lib.types.submodule { options.p = lib.mkOption { default = 1; }; })',
    of('null', '{ }', '{ p = 2; }'),
    null,
  ],
]

/** Puts properties of definitions around a value. */
function withProperties(value: Text, depth = 2): Text {
  if (depth === 0) return value
  const inner = withProperties(value, depth - 1)
  return fc.oneof(
    { weight: 5, arbitrary: value },
    inner.map((text) => `(lib.mkIf true ${text})`),
    inner.map((text) => `(lib.mkIf false ${text})`),
    inner.map((text) => `(lib.mkIf config.switch ${text})`),
    fc.tuple(inner, inner).map(([one, other]) => `(lib.mkMerge [ ${one} ${other} ])`),
    fc
      .tuple(of('mkForce', 'mkDefault', 'mkOverride 70', 'mkBefore', 'mkAfter', 'mkOrder 700'), value)
      .map(([fn, text]) => `(lib.${fn} ${text})`),
    inner.map((text) => `(lib.mkForce ${text})`),
  )
}

/** A module that may define the option. */
function definingModule(value: Text): Text {
  const definition = withProperties(value).map((text) => `o.v = ${text};`)
  const whole = withProperties(
    definition.map((text) => `{ ${text} }`),
    1,
  ).map((text) => `config = ${text};`)
  const body = fc.oneof(
    { weight: 4, arbitrary: definition },
    whole,
    of('', 'o = lib.mkIf config.switch { };'),
  )
  return fc.tuple(body, fc.boolean(), fc.boolean()).map(([text, isFunction, imported]) => {
    const module =
      isFunction || text.includes('config.') ? `({ config, lib, ... }: { ${text} })` : `{ ${text} }`
    return imported ? `{ imports = [ ${module} ]; }` : module
  })
}

/** Random systems of modules around one option: the value it comes to, as Nix text. */
export const moduleSystems: Text = fc.constantFrom(...typed).chain(([type, value, fallback]) => {
  const noise = fc.oneof({ weight: 12, arbitrary: value }, of('1', '"s"', '[ ]', '{ }', 'null'))
  return fc
    .tuple(fc.array(definingModule(noise), { maxLength: 4 }), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([modules, isOn, hasApply, hasDefault]) => {
      const apply = hasApply ? 'apply = x: [ x ];' : ''
      const standing = hasDefault && fallback !== null ? `default = ${fallback};` : ''
      const declaring = `{ options.switch = lib.mkOption { type = lib.types.bool; default = ${String(isOn)}; }; options.o.v = lib.mkOption { type = ${type}; ${apply} ${standing} }; }`
      return `(lib.evalModules { modules = [ ${declaring} ${modules.join(' ')} ]; }).config.o`
    })
})
