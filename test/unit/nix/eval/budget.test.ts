import { describe, expect, it } from '@jest/globals'
import { evaluate } from './evaluate.ts'

const code = (expression: string, budget = {}): string => {
  const outcome = evaluate(expression, { budget })
  return 'code' in outcome ? outcome.code : 'none'
}

describe('steps', () => {
  it('end a loop', () => {
    expect(evaluate('let f = n: f (n + 1); in f 0', { budget: { steps: 10_000 } })).toEqual({
      code: 'budget',
      message: 'the evaluation takes more than 10000 steps',
      at: 'test.nix:1:12',
    })
  })

  it.each([
    ['a long list', 'builtins.length (builtins.genList (n: n) 100000)'],
    [
      'an endless closure',
      'builtins.genericClosure { startSet = [ { key = 0; } ]; operator = x: [ { key = x.key + 1; } ]; }',
    ],
    ['a fold', "builtins.foldl' (a: b: a + b) 0 (lib.range 1 100000)"],
    [
      'a regular expression that tries everything',
      'builtins.match "(a*)*b" (lib.concatStrings (lib.genList (_: "a") 5000))',
    ],
    ['a sort', 'builtins.sort (a: b: a < b) (builtins.genList (n: 0 - n) 50000)'],
  ])('end %s', (_, expression) => {
    expect(code(expression, { steps: 5_000 })).toBe('budget')
  })

  it('are the same each time', () => {
    const run = (): unknown =>
      evaluate("lib.foldl' (a: b: a + b) 0 (lib.range 1 300)", { budget: { steps: 1_200 } })
    expect(run()).toEqual(run())
  })

  it('cannot be caught', () => {
    expect(code('builtins.tryEval (let f = n: f (n + 1); in f 0)', { steps: 10_000 })).toBe('budget')
  })
})

describe('depth', () => {
  it('ends what waits for itself without end', () => {
    expect(code('let f = n: 1 + f (n + 1); in f 0', { depth: 1_000 })).toBe('budget')
  })

  it('lets 100,000 calls wait for one another', () => {
    expect(evaluate('let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 100000')).toEqual({
      value: 100_000n,
    })
  })

  it('lets values wait for one another as deep', () => {
    const deep = "builtins.foldl' (a: _: [ a ]) [ ] (lib.range 1 20000)"
    expect(
      evaluate(`let count = l: if l == [ ] then 0 else 1 + count (builtins.head l); in count (${deep})`),
    ).toEqual({
      value: 20_000n,
    })
  })
})

describe('memory', () => {
  it.each([
    ['a text that doubles', 'lib.foldl\' (a: _: a + a) "x" (lib.range 1 60)'],
    ['a list that doubles', "builtins.length (lib.foldl' (a: _: a ++ a) [ 1 ] (lib.range 1 60))"],
    ['a set that grows', "lib.foldl' (a: n: a // { ${toString n} = a; }) { } (lib.range 1 20000)"],
    [
      'a replacement that grows',
      'lib.foldl\' (a: _: builtins.replaceStrings [ "x" ] [ "xxxxxxxxxx" ] a) "x" (lib.range 1 60)',
    ],
  ])('ends %s', (_, expression) => {
    expect(code(expression, { cells: 1_000_000 })).toBe('budget')
  })
})

describe('a value that needs itself', () => {
  it.each([
    ['let x = x; in x', 'test.nix:1:9'],
    ['rec { a = b + 1; b = a; }.a', 'test.nix:1:22'],
  ])('is reported at its place: %s', (expression, at) => {
    expect(evaluate(expression)).toMatchObject({ code: 'infinite-recursion', at })
  })

  it.each([
    '({ config, ... }: { imports = if config.a then [ ] else [ ]; })',
    '({ options, ... }: { imports = if options.a.isDefined then [ ] else [ ]; })',
    '({ config, ... }: { imports = [ config._module.args.x ]; })',
    '({ foo, ... }: { imports = [ foo ]; }) { _module.args.foo = { }; }',
  ])('is a module whose imports depend on the configuration: %s', (module) => {
    const option = '{ options.a = lib.mkOption { default = true; }; }'
    const expression = `(lib.evalModules { modules = [ ${module} ${option} ]; }).config.a`
    expect(evaluate(expression)).toMatchObject({ code: 'infinite-recursion' })
  })
})

describe('a value that holds itself', () => {
  it('is given up before it fills the memory', () => {
    expect(evaluate('({ b ? [ (with { a = 1; }; b) ] }: b) { }')).toHaveProperty('code', 'budget')
    expect(evaluate('let x = { inherit x; }; in x')).toHaveProperty('code', 'budget')
  })
})
