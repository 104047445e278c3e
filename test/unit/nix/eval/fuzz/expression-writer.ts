import { Dice } from './dice.ts'
import { indentedString, quotedString, regexAndText, version } from './text-writers.ts'

type Type = 'int' | 'float' | 'bool' | 'string' | 'list' | 'set' | 'function'
type Variable = { readonly name: string; readonly type: Type }
type Scope = readonly Variable[]

const types: readonly Type[] = ['int', 'float', 'bool', 'string', 'list', 'set', 'function']

/** Few names, so that they shadow each other; some mean something to Nix. */
const names = ['a', 'b', 'c', 'x', "p'", 'x-y', 'or_', '_z']
const attrNames = [
  ...names,
  'a',
  'b',
  'name',
  'value',
  'key',
  'outPath',
  '__toString',
  'type',
  '"é f"',
  '"1"',
  '"${"b"}"',
]

/**
 * Writes a random closed expression: every construct of the language and the pure builtins, mostly of matching types.
 * The same seed writes the same expression.
 * @param deeper how many levels more it may nest than usual
 */
export function writeExpression(seed: number, deeper = 0): string {
  const dice = new Dice(seed)
  return new ExpressionWriter(dice).any(2 + deeper + dice.below(4), [])
}

class ExpressionWriter {
  readonly #dice: Dice

  constructor(dice: Dice) {
    this.#dice = dice
  }

  any(depth: number, scope: Scope): string {
    return this.of(this.#dice.pick(types), depth, scope)
  }

  /** An expression of a type, or now and then of another one. */
  of(type: Type, depth: number, scope: Scope): string {
    const dice = this.#dice
    if (dice.once(60)) return this.of(dice.pick(types), depth, scope)
    const variables = scope.filter((variable) => variable.type === type)
    if (variables.length > 0 && dice.once(depth <= 0 ? 2 : 4)) return dice.pick(variables).name
    if (depth <= 0) return this.#leaf(type)
    return dice.once(2) ? this.#construct(type, depth - 1, scope) : this.#ofType(type, depth - 1, scope)
  }

  #leaf(type: Type): string {
    const dice = this.#dice
    switch (type) {
      case 'int':
        return dice.once(12)
          ? dice.pick(['9223372036854775807', '(-9223372036854775807 - 1)', '4294967296', '2147483648'])
          : dice.pick(['0', '1', '2', '7', '(-3)', '100'])
      case 'float':
        return dice.pick(['0.5', '1.0', '(-2.25)', '1.5e3', '.1', '3.0e-7', '123456.789', '1.0e300'])
      case 'bool':
        return dice.pick(['true', 'false'])
      case 'string':
        return quotedString(dice)
      case 'list':
        return '[ ]'
      case 'set':
        return dice.pick(['{ }', '{ a = 1; }', '{ b = "x"; a = [ ]; }'])
      case 'function':
        return dice.pick([
          '(x: x)',
          '(a: b: a)',
          'builtins.length',
          '({ a, b ? 2, ... }: a)',
          '(builtins.add 1)',
          'toString',
        ])
    }
  }

  /** What can stand for an expression of any type. */
  #construct(type: Type, depth: number, scope: Scope): string {
    const dice = this.#dice
    const self = (inner: Scope = scope): string => this.of(type, depth, inner)
    const other = dice.pick(types)
    const name = dice.pick(names)
    const inner: Scope = [...scope.filter((variable) => variable.name !== name), { name, type: other }]
    const value = (): string => this.of(other, depth, scope)
    return dice.pick<() => string>([
      () => `(if ${this.of('bool', depth, scope)} then ${self()} else ${self()})`,
      () => `(let ${name} = ${value()}; in ${self(inner)})`,
      () => this.#letMany(type, depth, scope),
      () =>
        `(with { ${name} = ${value()}; }; ${self(scope.some((one) => one.name === name) ? scope : inner)})`,
      () => `(with ${this.of('set', depth, scope)}; ${self()})`,
      () => `((${name}: ${self(inner)}) ${value()})`,
      () =>
        `(({ ${name}, q ? ${name}, ... }@args: ${self([...inner, { name: 'args', type: 'set' }])}) { ${name} = ${value()}; r = 1; })`,
      () => `(({ ${name} ? ${value()}, ...}: ${self(inner)}) ${this.of('set', 0, scope)})`,
      () => `{ ${name} = ${self()}; }.${name}`,
      () => `({ ${name}.b = ${self()}; ${name}.c = ${value()}; }.${name}.b)`,
      () => `(${this.of('set', depth, scope)}.${dice.pick(attrNames)}.${dice.pick(attrNames)} or ${self()})`,
      () => `(rec { ${name} = ${value()}; k = ${self(inner)}; }).k`,
      () => `(assert ${this.of('bool', depth, scope)}; ${self()})`,
      () => `(builtins.head [ ${self()} ${value()} ])`,
      () => `(builtins.elemAt [ ${value()} ${self()} ] 1)`,
      () => `(builtins.getAttr "a" { a = ${self()}; })`,
      () => `(builtins.tryEval ${self()}).value`,
      () => `(builtins.seq ${value()} ${self()})`,
      () => `({ __functor = self: ${name}: ${self(inner)}; n = 3; } ${value()})`,
      () =>
        `(builtins.foldl' (acc: ${name}: ${this.of(type, depth, [...inner, { name: 'acc', type }])}) ${self()} ${this.#listOf(other, depth, scope)})`,
      () => `(let inherit (${this.#setWith(name, other, depth, scope)}) ${name}; in ${self(inner)})`,
      () => `(let ${name} = ${value()}; in { inherit ${name}; s = ${self(inner)}; }).s`,
      () => (dice.once(3) ? `(throw ${this.of('string', 0, scope)})` : self()),
      () => (dice.once(6) ? `(abort "x")` : self()),
      () => `(builtins.addErrorContext "c" ${self()})`,
    ])()
  }

  /** Several names, each of which may use those that follow it. */
  #letMany(type: Type, depth: number, scope: Scope): string {
    const dice = this.#dice
    const bound: Variable[] = []
    const bindings: string[] = []
    for (const name of dice.shuffle(names).slice(0, 1 + dice.below(3))) {
      const variable: Variable = { name, type: dice.pick(types) }
      const known = [...scope.filter((one) => one.name !== name && !names.includes(one.name)), ...bound]
      bindings.push(`${name} = ${this.of(variable.type, depth - 1, known)};`)
      bound.push(variable)
    }
    const inner = [...scope.filter((one) => !bound.some((other) => other.name === one.name)), ...bound]
    const text = dice.shuffle(bindings).join(' ')
    return dice.once(2)
      ? `(let ${text} in ${this.of(type, depth, inner)})`
      : `(rec { ${text} result = ${this.of(type, depth, inner)}; }).result`
  }

  #ofType(type: Type, depth: number, scope: Scope): string {
    switch (type) {
      case 'int':
        return this.#int(depth, scope)
      case 'float':
        return this.#float(depth, scope)
      case 'bool':
        return this.#bool(depth, scope)
      case 'string':
        return this.#string(depth, scope)
      case 'list':
        return this.#list(depth, scope)
      case 'set':
        return this.#set(depth, scope)
      case 'function':
        return this.#function(depth, scope)
    }
  }

  #int(depth: number, scope: Scope): string {
    const dice = this.#dice
    const int = (): string => this.of('int', depth, scope)
    const text = (): string => this.of('string', depth, scope)
    return dice.pick<() => string>([
      () => `(${int()} ${dice.pick(['+', '-', '*', '/'])} ${int()})`,
      () => `(-${int()})`,
      () =>
        `(builtins.${dice.pick(['add', 'sub', 'mul', 'div', 'bitAnd', 'bitOr', 'bitXor'])} ${int()} ${int()})`,
      () => `(builtins.length ${this.of('list', depth, scope)})`,
      () => `(builtins.stringLength ${text()})`,
      () =>
        `(builtins.${dice.pick(['ceil', 'floor'])} ${this.of(dice.pick(['float', 'int']), depth, scope)})`,
      () => `(builtins.compareVersions ${version(dice)} ${dice.once(3) ? text() : version(dice)})`,
    ])()
  }

  #float(depth: number, scope: Scope): string {
    const dice = this.#dice
    const float = (): string => this.of('float', depth, scope)
    const number = (): string => this.of(dice.pick(['int', 'float']), depth, scope)
    return dice.pick<() => string>([
      () => `(${float()} ${dice.pick(['+', '-', '*', '/'])} ${number()})`,
      () => `(${number()} ${dice.pick(['+', '-', '*', '/'])} ${float()})`,
      () => `(-${float()})`,
      () => `(builtins.fromJSON "${dice.pick(['1.5', '-0.25', '1e2', '0.1'])}")`,
    ])()
  }

  #bool(depth: number, scope: Scope): string {
    const dice = this.#dice
    const bool = (): string => this.of('bool', depth, scope)
    const list = (): string => this.of('list', depth, scope)
    const same = dice.pick<Type>(['int', 'float', 'string', 'list', 'set', 'bool'])
    const one = (): string => this.of(same, depth, scope)
    const near = (): string => (dice.once(3) ? this.any(depth, scope) : one())
    return dice.pick<() => string>([
      () => `(${bool()} ${dice.pick(['&&', '||', '->'])} ${bool()})`,
      () => `(!${bool()})`,
      () => `(${one()} ${dice.pick(['==', '!='])} ${near()})`,
      () => this.#reflexive(depth, scope),
      () => `(${one()} ${dice.pick(['<', '<=', '>', '>='])} ${near()})`,
      () =>
        `(${this.of('set', depth, scope)} ? ${dice.pick(attrNames)}${dice.once(3) ? `.${dice.pick(attrNames)}` : ''})`,
      () => `(${this.any(depth, scope)} ? \${${this.of('string', 0, scope)}})`,
      () => `(builtins.hasAttr ${this.of('string', 0, scope)} ${this.of('set', depth, scope)})`,
      () => `(builtins.elem ${this.any(depth, scope)} ${list()})`,
      () => `(builtins.${dice.pick(['any', 'all'])} (e: ${this.of('bool', depth, scope)}) ${list()})`,
      () =>
        `(builtins.is${dice.pick(['Attrs', 'Bool', 'Float', 'Function', 'Int', 'List', 'Null', 'String', 'Path'])} ${this.any(depth, scope)})`,
      () => `(builtins.tryEval ${this.any(depth, scope)}).success`,
      () => `(builtins.lessThan ${one()} ${one()})`,
    ])()
  }

  /** A value beside itself, or beside a copy. */
  #reflexive(depth: number, scope: Scope): string {
    return `(let v = ${this.of(this.#dice.pick(['list', 'set']), depth, scope)}; in v == v)`
  }

  #string(depth: number, scope: Scope): string {
    const dice = this.#dice
    const text = (): string => this.of('string', depth, scope)
    const list = (): string => this.of('list', depth, scope)
    const strings = (): string => this.#listOf('string', depth, scope)
    return dice.pick<() => string>([
      () => `(${text()} + ${text()})`,
      () => quotedString(dice, text),
      () => indentedString(dice, text),
      () => `(toString ${this.any(depth, scope)})`,
      () => `(builtins.substring ${dice.below(4)} ${dice.below(6) - 1} ${text()})`,
      () => `(builtins.replaceStrings ${strings()} ${strings()} ${text()})`,
      () =>
        `(builtins.replaceStrings [ "a" ${dice.pick(['""', '"b"', '"é"'])} ] [ ${text()} "-" ] ${text()})`,
      () => `(builtins.concatStringsSep ${text()} ${dice.once(3) ? list() : strings()})`,
      () => `(builtins.typeOf ${this.any(depth, scope)})`,
      () => `(builtins.toJSON ${this.any(depth, scope)})`,
      () => `(builtins.toXML ${this.any(depth, scope)})`,
      () => `(builtins.hashString "${dice.pick(['md5', 'sha1', 'sha256', 'sha512'])}" ${text()})`,
      () => `(placeholder ${text()})`,
      () =>
        `(${dice.pick(['baseNameOf', 'dirOf'])} ${dice.pick(['"a/b/c"', '"/a"', '"a/"', '"/"', '"é/ü/"', text()])})`,
      () => `(builtins.toPath "/a/../b/./${dice.pick(['c', '../d', '', '/e'])}")`,
      () =>
        `"\${${dice.pick(['{ outPath = "o"; }', '{ __toString = self: "t${self.n}"; n = "2"; }', text()])}}"`,
      () => `(${dice.pick(['{ outPath = "o"; }', '{ __toString = self: "t"; }'])} + ${text()})`,
      () => `(toString (/a/b + ${dice.pick(['"/../c"', '"x"', '/y', text()])}))`,
      () => `(builtins.head ((builtins.attrNames ${this.of('set', depth, scope)}) ++ [ "none" ]))`,
      () => `(builtins.unsafeDiscardStringContext ${text()})`,
    ])()
  }

  #list(depth: number, scope: Scope): string {
    const dice = this.#dice
    const list = (): string => this.of('list', depth, scope)
    const element = dice.pick(types)
    const set = (): string => this.of('set', depth, scope)
    const withElement: Scope = [...scope.filter(({ name }) => name !== 'e'), { name: 'e', type: element }]
    return dice.pick<() => string>([
      () => this.#listOf(element, depth, scope),
      () => `[ ${dice.times(4, () => this.any(depth, scope)).join(' ')} ]`,
      () => `(${list()} ++ ${list()})`,
      () => `(map (e: ${this.any(depth, withElement)}) ${this.#listOf(element, depth, scope)})`,
      () =>
        `(builtins.filter (e: ${this.of('bool', depth, withElement)}) ${this.#listOf(element, depth, scope)})`,
      () =>
        `(builtins.genList (e: ${this.any(depth, [...scope, { name: 'e', type: 'int' }])}) ${dice.below(4)})`,
      () =>
        `(builtins.sort ${dice.pick(['builtins.lessThan', '(a: b: a < b)', '(a: b: a > b)', '(a: b: a <= b)'])} ${this.#listOf(dice.pick(['int', 'string', 'float', 'list']), depth, scope)})`,
      () =>
        `(builtins.sort (a: b: builtins.stringLength a < builtins.stringLength b) ${this.#listOf('string', depth, scope)})`,
      () => `(builtins.${dice.pick(['attrNames', 'attrValues'])} ${set()})`,
      () =>
        `(builtins.concatMap (e: [ e ${this.any(depth, withElement)} ]) ${this.#listOf(element, depth, scope)})`,
      () => `(builtins.concatLists [ ${list()} ${list()} ])`,
      () => `(builtins.tail ([ 1 ] ++ ${list()}))`,
      () => `(builtins.${dice.pick(['match', 'split'])} ${regexAndText(dice).join(' ')})`,
      () => `(builtins.splitVersion ${version(dice)})`,
      () => `(builtins.catAttrs "a" [ ${set()} ${set()} ])`,
      () =>
        `(builtins.partition (e: ${this.of('bool', depth, withElement)}) ${this.#listOf(element, depth, scope)}).${dice.pick(['right', 'wrong'])}`,
      () => this.#closure(depth, scope),
    ])()
  }

  #closure(depth: number, scope: Scope): string {
    const start = this.#dice.times(3, () => `{ key = ${this.of('int', 0, scope)}; }`).join(' ')
    return `(builtins.genericClosure { startSet = [ ${start} ]; operator = i: if i.key > 5 || i.key < 0 then [ ] else [ { key = i.key + 2; } { key = ${this.of('int', depth, scope)}; } ]; })`
  }

  #listOf(type: Type, depth: number, scope: Scope): string {
    return `[ ${this.#dice.times(4, () => this.of(type, depth - 1, scope)).join(' ')} ]`
  }

  #setWith(name: string, type: Type, depth: number, scope: Scope): string {
    return `{ ${name} = ${this.of(type, depth - 1, scope)}; other = 1; }`
  }

  #set(depth: number, scope: Scope): string {
    const dice = this.#dice
    const set = (): string => this.of('set', depth, scope)
    const withPair: Scope = [...scope, { name: 'n', type: 'string' }]
    return dice.pick<() => string>([
      () => this.#literalSet(depth, scope),
      () => this.#literalSet(depth, scope),
      () => `(${set()} // ${set()})`,
      () => `(builtins.mapAttrs (n: v: ${this.any(depth, withPair)}) ${set()})`,
      () => `(builtins.mapAttrs (n: v: v) ${set()})`,
      () =>
        `(builtins.listToAttrs [ ${dice.times(3, () => `{ name = ${this.of('string', 0, scope)}; value = ${this.any(depth, scope)}; }`).join(' ')} ])`,
      () => `(builtins.removeAttrs ${set()} ${this.#listOf('string', depth, scope)})`,
      () => `(builtins.intersectAttrs ${set()} ${set()})`,
      () => `(builtins.fromJSON (builtins.toJSON ${set()}))`,
      () =>
        `(builtins.parseDrvName ${dice.pick(['"nix-0.12pre1"', '"a-b-1"', '"x"', '"a--1"', this.of('string', 0, scope)])})`,
      () => `(builtins.functionArgs ${this.of('function', depth, scope)})`,
      () => `(builtins.groupBy (e: ${this.of('string', depth, scope)}) ${this.of('list', depth, scope)})`,
      () => `(builtins.groupBy toString ${this.#listOf('int', depth, scope)})`,
      () => `(builtins.zipAttrsWith (n: vs: ${dice.pick(['vs', 'n', '[ n vs ]'])}) [ ${set()} ${set()} ])`,
      () => `(builtins.tryEval ${this.any(depth, scope)})`,
      () =>
        `(builtins.fromTOML "a = ${dice.below(9)}\\nb = ${dice.pick(['1.5', 'true', '\\"é\\"', '[1, 2]', '{ c = 1 }'])}\\n[t.u]\\nv = 0x1F\\n")`,
    ])()
  }

  #literalSet(depth: number, scope: Scope): string {
    const dice = this.#dice
    const bindings = dice.times(4, () => {
      const path = dice.pick(attrNames)
      if (dice.once(5)) return `${path}.${dice.pick(attrNames)} = ${this.any(depth - 1, scope)};`
      if (dice.once(12)) return `\${${this.of('string', 0, scope)}} = ${this.any(depth - 1, scope)};`
      if (dice.once(25)) return `\${null} = 1;`
      if (dice.once(8) && scope.length > 0) return `inherit ${dice.pick(scope).name};`
      if (dice.once(12)) return `inherit (${this.of('set', 0, scope)}) ${dice.pick(names)};`
      if (dice.once(8)) return `${path} = ${this.#literalSet(depth - 1, scope)};`
      return `${path} = ${this.any(depth - 1, scope)};`
    })
    return `{ ${bindings.join(' ')} }`
  }

  #function(depth: number, scope: Scope): string {
    const dice = this.#dice
    const name = dice.pick(names)
    const inner: Scope = [...scope.filter((one) => one.name !== name), { name, type: dice.pick(types) }]
    return dice.pick<() => string>([
      () => `(${name}: ${this.any(depth, inner)})`,
      () => `({ ${name}, k ? ${this.any(depth, inner)} }: ${this.any(depth, inner)})`,
      () => `(args@{ ${name} ? 1, ... }: ${this.any(depth, inner)})`,
      () => `(builtins.elemAt [ ${this.of('list', depth, scope)} ])`,
      () => `{ __functor = self: ${name}: ${this.any(depth, inner)}; }`,
    ])()
  }
}
