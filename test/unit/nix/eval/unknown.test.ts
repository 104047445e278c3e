import { describe, expect, it } from '@jest/globals'
import { evaluate } from './evaluate.ts'

const nixpkgs = { unknown: expect.stringContaining('nixpkgs is not part of the repository') }

describe('what is not known', () => {
  it.each([
    'pkgs.x',
    'pkgs.x.y.z',
    'pkgs.f 1 2',
    'pkgs.x == 1',
    'pkgs.x + 1',
    '!pkgs.x',
    '"a${pkgs.x}b"',
    '[ 1 ] ++ pkgs.x',
    'if pkgs.x then 1 else 2',
    'assert pkgs.x; 1',
    'pkgs.x && false',
    'false || pkgs.x',
    'pkgs.x or 5',
    'pkgs ? x',
    '({ a = 1; } // pkgs.x).a',
    '{ ${pkgs.x} = 1; }.a or 2',
    'builtins.tryEval pkgs.x',
    'map (x: x) pkgs.x',
    'builtins.length pkgs.x',
    'builtins.attrNames (pkgs.x // { a = 1; })',
    'toString pkgs.x',
    'lib.optionals pkgs.x [ 1 ]',
    'lib.mapAttrs (n: v: v) pkgs.x',
    "builtins.foldl' (a: b: a + b) 0 [ 1 pkgs.x ]",
    'builtins.length (lib.evalModules { modules = [ { options.l = lib.mkOption { type = lib.types.listOf lib.types.int; }; config.l = [ (lib.mkIf pkgs.x 1) ]; } ]; }).config.l',
    'builtins.elem 3 [ 1 pkgs.x ]',
    'builtins.elem "x86_64-linux" pkgs.x.meta.platforms',
    'builtins.elem (throw "") pkgs.x',
    'builtins.elem "x86_64-linux" (pkgs.x ++ lib.platforms.darwin)',
    'builtins.elem "x86_64-linux" (pkgs.x ++ [ "x86_64-linux" ])',
    'let inherit (pkgs) x; in [ x ]',
    'with pkgs; hello',
  ])('stays so through %s', (expression) => {
    expect(evaluate(expression)).toEqual(nixpkgs)
  })

  it.each([
    ['builtins.length', '[ { } (lib.mkIf pkgs.x { }) ]'],
    ['map (item: item.port)', '[ (lib.mkIf pkgs.x { port = 2; }) ]'],
    ['map (item: item.port)', '[ { } (lib.mkMerge [ (lib.mkIf pkgs.x { }) ]) ]'],
  ])('is how many items an option has of which one is under a condition: %s %s', (use, items) => {
    const type = 'lib.types.listOf (lib.types.submodule { options.port = lib.mkOption { default = 1; }; })'
    const modules = `[ { options.list = lib.mkOption { type = ${type}; default = ${items}; }; } ]`
    const expression = `${use} (lib.evalModules { modules = ${modules}; }).config.list`
    expect(evaluate(expression)).toEqual(nixpkgs)
  })

  it.each([
    'builtins ? getFlake',
    'builtins.warn or 1',
    'with builtins; readFileType ./x',
    'builtins.attrNames builtins',
  ])('is what only some versions of Nix have: %s', (expression) => {
    expect(evaluate(expression)).toEqual({ unknown: expect.any(String) })
  })

  it.each([
    ['with lib; with builtins; removeSuffix ".nix" "a.nix"', 'a'],
    ['with lib; with builtins; elem "a" (attrNames (genAttrs [ "a" ] (name: name)))', true],
    ['builtins ? genAttrs', false],
  ])('is not what no version of Nix has among its builtins: %s', (expression, value) => {
    expect(evaluate(expression)).toEqual({ value })
  })

  it.each([
    ['false && pkgs.x', false],
    ['true || pkgs.x', true],
    ['false -> pkgs.x', true],
    ['(pkgs.x // { a = 1; }).a', 1n],
    ['{ a = pkgs.x; } ? a', true],
    ['{ a = pkgs.x; } ? b', false],
    ['{ a = pkgs.x; b = 2; }.b', 2n],
    ['builtins.length [ pkgs.x pkgs.y ]', 2n],
    ['builtins.elem 1 [ 1 pkgs.x ]', true],
    ['(x: 1) pkgs.x', 1n],
    ['let x = 1; in with pkgs; x', 1n],
    ['builtins.isAttrs { a = pkgs.x; }', true],
    ['if pkgs.x then 1 else 1', 1n],
    ['lib.isDerivation (pkgs.buildGoModule { pname = "a"; version = "1"; })', true],
  ])('does not spoil %s', (expression, value) => {
    const outcome = evaluate(expression)
    // Two branches that agree need not be seen through.
    if (expression.startsWith('if')) expect([{ value }, nixpkgs]).toContainEqual(outcome)
    else expect(outcome).toEqual({ value })
  })

  it.each([
    ['builtins.match ".*/(.*)\\\\.nix" (toString ./a/b.nix)', ['b']],
    ['lib.hasSuffix ".nix" (toString ./a/b.nix)', true],
    ['lib.hasSuffix ".nix" (toString ./a)', false],
    ['builtins.filter (lib.hasSuffix "nix") [ ./a.nix ./a ./b ] == [ ./a.nix ]', true],
    ['lib.hasSuffix "-a" ./a', true],
    ['lib.hasSuffix "/a" ./a', false],
    ['lib.hasSuffix "/b/c" "${./b/c}"', false],
    ['lib.hasInfix "c" ./b/c', true],
    ['lib.hasInfix "a" (toString ./a)', true],
    ['lib.removePrefix "a" ./a == ./a', true],
    ['lib.hasPrefix "a" ./a', false],
    ['lib.removePrefix (toString ./. + "/") (toString ./a/b.nix)', 'a/b.nix'],
    ['lib.removePrefix "./" (lib.removePrefix (toString ./.) (toString ./a))', '/a'],
    ['baseNameOf (lib.removeSuffix ".nix" (toString ./a/b.nix))', 'b'],
    ['lib.hasPrefix "a" (toString ./a)', false],
    ['toString ./a == toString ./a', true],
    ['toString ./a < toString ./b', true],
    ['map (x: baseNameOf x) (builtins.sort (x: y: x < y) [ (toString ./b) (toString ./a) ])', ['a', 'b']],
    ['builtins.pathExists (builtins.toPath (toString ./a))', true],
    ['builtins.pathExists (toString ./. + "/./a")', true],
    [
      'builtins.length (builtins.genericClosure { startSet = [ { key = toString ./a; } ]; operator = _: [ { key = toString ./a; } { key = toString ./b; } ]; })',
      2n,
    ],
    ['toString (toString ./a) == toString ./a', true],
    ['builtins.typeOf (toString ./a)', 'string'],
    ['builtins.isString "${./a}" && !builtins.isNull (toString ./a)', true],
    ['builtins.pathExists (builtins.unsafeDiscardStringContext (toString ./.) + "/a")', true],
    ['builtins.readFile "${./b}/c"', 'text'],

    ['builtins.attrNames (builtins.readDir "${./b}")', ['c']],
    ['builtins.pathExists "${./b}/a"', false],
    ['lib.hasSuffix "/c" "${./b}/c"', true],
    ['toString ./a == toString ./b', false],
    ['toString ./a == null', false],
    ['toString ./a == "a"', false],
    ['builtins.filter (x: x != toString ./a) [ 1 (toString ./a) ] == [ 1 ]', true],
  ])('of where the repository lies does not spoil %s', (expression, value) => {
    expect(evaluate(expression, { files: { a: '', 'a.nix': '', 'b/c': 'text' } })).toEqual({ value })
  })

  it.each([
    'builtins.match "(.*)/a" (toString ./a)',
    'builtins.match ".*/(.*)/x/a" (toString ./a)',
    'builtins.match ".*|(.*)/a" (toString ./a)',
    'builtins.match ".*?/a" (toString ./a)',
    'lib.hasSuffix "nur/a" (toString ./a)',
    'lib.hasPrefix "/home" (toString ./a)',
    'lib.hasSuffix "x-a" ./a',
    'lib.hasSuffix "x" (builtins.substring 0 1 ./a)',
    'lib.hasInfix "b/c" "${./b/c}"',
    'lib.removeSuffix "a" ./a',
    'builtins.match ".*/(.*)" "${./b/c}"',
    'baseNameOf "${./b}"',
    'lib.hasSuffix "b" "${./b}"',
    'builtins.pathExists "${./b}/../a"',
    'builtins.readFile (dirOf "${./b}" + "/c")',
    '"${./b}/c" == toString ./b/c',
    'builtins.pathExists (toString ./a + "/")',
    'builtins.pathExists (toString ./a + "/../a")',
    'builtins.readFile (toString ./a + "/x/..")',
    'toString ./a == "/a"',
    'toString ./a < "/a"',
    'builtins.genericClosure { startSet = [ { key = toString ./a; } { key = "/a"; } ]; operator = _: [ ]; }',
    'toString ./a == "/nur/a"',
  ])('is what depends on where the repository lies: %s', (expression) => {
    expect(evaluate(expression, { files: { a: '', 'b/c': '' } })).toEqual({ unknown: expect.anything() })
  })

  it.each([
    ['builtins.currentSystem', 'the system of whoever runs Nix'],
    ['builtins.getEnv "HOME"', 'the environment'],
    ['builtins.fetchTarball "https://a.example"', 'network'],
    ['builtins.readFile /etc/passwd', 'not in the repository'],
    ['lib.strings.isStorePath "/nix/store/x"', 'where the store lies'],
    ['toString ./a', ''],
  ])('is what lies outside of the repository: %s', (expression, reason) => {
    expect(evaluate(expression, { files: { a: '' } })).toEqual({ unknown: expect.stringContaining(reason) })
  })
})

describe('a definition that is not known', () => {
  const config = (definition: string): string =>
    `(lib.evalModules { modules = [ { options.v = lib.mkOption { type = lib.types.submodule { options.p = lib.mkOption { default = "d"; }; }; }; } { v = { p = "n"; }; } { v = ${definition}; } ]; }).config.v.p`

  it.each(['pkgs.x', 'lib.mkIf true pkgs.x', 'lib.mkForce (lib.mkIf true pkgs.x)', 'lib.mkForce pkgs.x'])(
    'may be all there is, under %s',
    (definition) => {
      expect(evaluate(config(definition))).toHaveProperty('unknown')
    },
  )

  it.each([
    ['lib.mkIf false pkgs.x', 'n'],
    ['lib.mkForce (lib.mkIf false pkgs.x)', 'd'],
  ])('is nothing under a condition that is false: %s', (definition, value) => {
    expect(evaluate(config(definition))).toEqual({ value })
  })
})
