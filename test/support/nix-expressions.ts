import fc, { type Arbitrary } from 'fast-check'

/** Variables in scope of an expression, by type. */
type Scope = { readonly int: readonly string[]; readonly string: readonly string[] }

const ident = fc.constantFrom('a', 'b', 'c', 'x-y', "p'", 'foo', 'or_', 'é')
const quotedIdent = ident.map((name) => (name === 'é' ? '"é"' : name))

type Maker = (depth: number, scope: Scope) => Arbitrary<string>

/** Each arbitrary is made once a depth and scope: made anew at every mention, they would be countless. */
function memoised(make: Maker): Maker {
  const made = new Map<string, Arbitrary<string>>()
  return (depth, scope) => {
    const names = [...new Set(scope.int)].sort()
    const key = `${depth} ${names.join(' ')}`
    const arbitrary = made.get(key) ?? make(depth, { ...scope, int: names })
    made.set(key, arbitrary)
    return arbitrary
  }
}

/**
 * Random closed, well-typed Nix expressions, as text: every construct of the language, and the pure builtins.
 * Failing ones fail by `throw` or `assert`, which `tryEval` catches.
 */
export function nixExpression(): Arbitrary<string> {
  const start: Scope = { int: [], string: [] }
  return fc.oneof(int(5, start), text(5, start), list(5, start), set(5, start), bool(5, start))
}

const int = memoised((depth, scope) => {
  const leaf: Arbitrary<string>[] = [
    fc.integer({ min: -20, max: 1000 }).map((n) => (n < 0 ? `(${n})` : `${n}`)),
  ]
  if (scope.int.length > 0) leaf.push(fc.constantFrom(...scope.int))
  if (depth <= 0) return fc.oneof(...leaf)
  const sub = (): Arbitrary<string> => int(depth - 1, scope)
  const inner: Scope = { ...scope, int: [...scope.int, 'v', 'w'] }
  return fc.oneof(
    { arbitrary: fc.oneof(...leaf), weight: 4 },
    fc.tuple(sub(), fc.constantFrom('+', '-', '*'), sub()).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(sub(), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `(${a} / ${b})`),
    fc.tuple(bool(depth - 1, scope), sub(), sub()).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    fc
      .tuple(sub(), sub(), int(depth - 1, inner))
      .map(([a, b, body]) => `(let v = ${a}; w = ${b}; in ${body})`),
    fc
      .tuple(sub(), int(depth - 1, inner))
      .map(([a, body]) => `(rec { v = ${a}; w = v; r = ${body}; }).r`)
      .map(paren),
    fc.tuple(sub(), sub(), int(depth - 1, inner)).map(([a, b, body]) => `((v: w: ${body}) ${a} ${b})`),
    fc
      .tuple(sub(), sub(), int(depth - 1, inner))
      .map(([a, b, body]) => `(({ v, w ? ${b}, ... }@args: ${body}) { v = ${a}; z = 1; })`),
    fc.tuple(sub(), int(depth - 1, inner)).map(([a, body]) => `(with { v = ${a}; w = 7; }; ${body})`),
    fc.tuple(bool(depth - 1, scope), sub()).map(([c, a]) => `(assert ${c}; ${a})`),
    fc.tuple(list(depth - 1, scope)).map(([l]) => `(builtins.length ${l})`),
    fc.tuple(text(depth - 1, scope)).map(([s]) => `(builtins.stringLength ${s})`),
    fc
      .tuple(set(depth - 1, scope), quotedIdent, sub())
      .map(([s, k, d]) => `(let s = ${s}; in if builtins.isInt (s.${k} or 0) then s.${k} or 0 else ${d})`),
    fc
      .tuple(fc.array(sub(), { maxLength: 5 }))
      .map(([items]) => `(builtins.foldl' (acc: e: acc + e) 0 [ ${items.join(' ')} ])`),
    fc.tuple(sub(), sub()).map(([a, b]) => `(builtins.bitXor ${a} ${b})`),
    fc
      .tuple(text(depth - 1, scope), text(depth - 1, scope))
      .map(([a, b]) => `(builtins.compareVersions ${a} ${b})`),
    fc.tuple(sub()).map(([a]) => `({ __functor = self: q: q + self.n; n = 3; } ${a})`),
    fc.tuple(sub()).map(([a]) => `(let inherit (rec { k = ${a}; j = k; }) j; in j)`),
  )
})

const bool = memoised((depth, scope) => {
  const leaf = fc.constantFrom('true', 'false')
  if (depth <= 0) return leaf
  const same = (make: Maker): Arbitrary<[string, string]> =>
    fc.tuple(make(depth - 1, scope), make(depth - 1, scope))
  return fc.oneof(
    leaf,
    fc
      .tuple(bool(depth - 1, scope), fc.constantFrom('&&', '||', '->', '==', '!='), bool(depth - 1, scope))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(same(int), fc.constantFrom('<', '<=', '>', '>=', '==', '!='))
      .map(([[a, b], op]) => `(${a} ${op} ${b})`),
    fc
      .tuple(same(text), fc.constantFrom('<', '<=', '>', '>=', '==', '!='))
      .map(([[a, b], op]) => `(${a} ${op} ${b})`),
    fc.tuple(same(list), fc.constantFrom('==', '!=')).map(([[a, b], op]) => `(${a} ${op} ${b})`),
    fc.tuple(same(set), fc.constantFrom('==', '!=')).map(([[a, b], op]) => `(${a} ${op} ${b})`),
    bool(depth - 1, scope).map((a) => `(!${a})`),
    fc.tuple(set(depth - 1, scope), quotedIdent, quotedIdent).map(([s, k, l]) => `(${s} ? ${k}.${l})`),
    fc.tuple(int(depth - 1, scope), list(depth - 1, scope)).map(([a, l]) => `(builtins.elem ${a} ${l})`),
    fc.tuple(int(0, scope), int(0, scope)).map(([a, b]) => `(${a} == ${b} + 0.0)`),
    int(depth - 1, scope)
      .map((a) => `(builtins.tryEval ${a}).success`)
      .map(paren),
  )
})

const literalText = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'Z',
      '0',
      '9',
      ' ',
      '-',
      '.',
      'é',
      '→',
      '😀',
      '\\n',
      '\\"',
      '\\\\',
      '$',
      "'",
      '\\${',
      'pre',
      '1.2',
    ),
    { maxLength: 8 },
  )
  .map((parts) => `"${parts.join('').replaceAll('${', '$ {').replaceAll('\\$ {', '\\${')}"`)

const indentedLine = fc
  .tuple(
    fc.constantFrom('', '  ', '    ', '\t', '      '),
    fc.constantFrom('x', 'y z', '', "'''", "''$", '"', '${"i"}', "''\\n"),
  )
  .map(([indent, body]) => indent + body)

const text = memoised((depth, scope) => {
  const leaf: Arbitrary<string>[] = [
    literalText,
    fc
      .array(indentedLine, { maxLength: 4 })
      .map((lines) => `''${lines.join('\n')}''`)
      .map((s) => (s === "''''" ? '""' : s)),
  ]
  if (scope.string.length > 0) leaf.push(fc.constantFrom(...scope.string))
  if (depth <= 0) return fc.oneof(...leaf)
  const sub = (): Arbitrary<string> => text(depth - 1, scope)
  return fc.oneof(
    { arbitrary: fc.oneof(...leaf), weight: 4 },
    fc.tuple(sub(), sub()).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(sub(), sub()).map(([a, b]) => `"<\${${a}}|\${${b}}>"`),
    int(depth - 1, scope).map((a) => `(toString ${a})`),
    list(depth - 1, scope).map((l) => `(builtins.toJSON ${l})`),
    fc
      .tuple(sub(), fc.array(sub(), { maxLength: 3 }))
      .map(([s, items]) => `(builtins.concatStringsSep ${s} [ ${items.join(' ')} ])`),
    fc
      .tuple(sub(), fc.nat(6), fc.integer({ min: -1, max: 6 }))
      .map(([s, from, n]) => `(builtins.substring ${from} ${n < 0 ? `(${n})` : n} ${s})`),
    fc
      .tuple(sub(), sub(), sub())
      .map(([s, a, b]) => `(builtins.replaceStrings [ "a" ${a} ] [ "-" ${b} ] ${s})`),
    sub().map((s) => `(builtins.hashString "sha256" ${s})`),
    sub().map((s) => `"\${{ __toString = self: self.t; t = ${s}; }}"`),
    sub()
      .map((s) => `(builtins.parseDrvName ${s}).version`)
      .map(paren),
    fc.tuple(bool(depth - 1, scope), sub(), sub()).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
  )
})

const list = memoised((depth, scope) => {
  if (depth <= 0) return fc.constantFrom('[ ]', '[ 1 2 ]', '[ 3 ]')
  const ints = fc.array(int(depth - 1, scope), { maxLength: 4 }).map((items) => `[ ${items.join(' ')} ]`)
  const sub = (): Arbitrary<string> => list(depth - 1, scope)
  return fc.oneof(
    ints,
    fc
      .array(fc.oneof(text(depth - 1, scope), set(depth - 1, scope), sub()), { maxLength: 3 })
      .map((items) => `[ ${items.join(' ')} ]`),
    fc.tuple(sub(), sub()).map(([a, b]) => `(${a} ++ ${b})`),
    ints.map((l) => `(map (e: e * 2) ${l})`),
    ints.map((l) => `(builtins.sort (p: q: p < q) ${l})`),
    ints.map((l) => `(builtins.filter (e: e > 5) ${l})`),
    fc
      .tuple(fc.nat(5), int(depth - 1, { ...scope, int: [...scope.int, 'i'] }))
      .map(([n, body]) => `(builtins.genList (i: ${body}) ${n})`),
    fc.tuple(set(depth - 1, scope)).map(([s]) => `(builtins.attrNames ${s})`),
    fc.tuple(set(depth - 1, scope)).map(([s]) => `(builtins.attrValues ${s})`),
    ints.map((l) => `(builtins.partition (e: e < 3) ${l}).wrong`).map(paren),
    text(depth - 1, scope).map((s) => `(builtins.splitVersion ${s})`),
    text(depth - 1, scope).map((s) => `(builtins.split "[ab]" ${s})`),
    fc.tuple(sub(), sub()).map(([a, b]) => `(builtins.concatLists [ ${a} ${b} ])`),
    sub().map((l) => `(builtins.fromJSON (builtins.toJSON ${l}))`),
  )
})

const set = memoised((depth, scope) => {
  if (depth <= 0) return fc.constantFrom('{ }', '{ a = 1; }', '{ foo = 2; b = 3; }')
  const value = fc.oneof(
    int(depth - 1, scope),
    text(depth - 1, scope),
    list(depth - 1, scope),
    bool(depth - 1, scope),
  )
  const entries = fc.uniqueArray(fc.tuple(quotedIdent, value), { selector: ([name]) => name, maxLength: 4 })
  const sub = (): Arbitrary<string> => set(depth - 1, scope)
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('', 'rec '), entries)
      .map(([rec, items]) => `(${rec}{ ${items.map(([n, v]) => `${n} = ${v};`).join(' ')} })`),
    fc
      .tuple(quotedIdent, value, quotedIdent, value)
      .map(([n, v, m, w]) =>
        n === m ? `{ ${n}.k = ${v}; }` : `{ s.${n} = ${v}; s.${m}.t = ${w}; s.zz = { u = 1; }; s.zz.v = 2; }`,
      ),
    fc.tuple(text(0, scope), value).map(([n, v]) => `{ \${${n}} = ${v}; }`),
    fc.tuple(sub(), sub()).map(([a, b]) => `(${a} // ${b})`),
    sub().map((s) => `(builtins.mapAttrs (n: v: [ n v ]) ${s})`),
    fc
      .tuple(sub(), quotedIdent)
      .map(([s, k]) => `(builtins.removeAttrs ${s} [ "${k.replaceAll('"', '')}" ])`),
    fc.tuple(sub(), sub()).map(([a, b]) => `(builtins.intersectAttrs ${a} ${b})`),
    fc
      .array(fc.tuple(quotedIdent, value), { maxLength: 4 })
      .map(
        (items) =>
          `(builtins.listToAttrs [ ${items.map(([n, v]) => `{ name = "${n.replaceAll('"', '')}"; value = ${v}; }`).join(' ')} ])`,
      ),
    fc.tuple(sub(), sub()).map(([a, b]) => `(builtins.zipAttrsWith (n: vs: vs) [ ${a} ${b} ])`),
    list(depth - 1, scope).map((l) => `(builtins.groupBy (e: builtins.typeOf e) ${l})`),
    fc.tuple(bool(depth - 1, scope), sub(), sub()).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    int(depth - 1, scope).map(
      (a) => `(let inherit (builtins.tryEval (throw "x")) success; a = ${a}; in { inherit a success; })`,
    ),
  )
})

function paren(expression: string): string {
  return `(${expression})`
}
