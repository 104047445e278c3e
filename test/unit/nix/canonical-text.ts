import type { AttrKey, Binding, Expr } from '../../../src/nix/ast.ts'

/**
 * Writes an expression so that two of the same meaning are the same text: what Nix's parser desugars is desugared,
 * sets are merged and sorted. `nix-instantiate --parse` prints valid Nix, so both sides can be read and written again.
 * @param base the folder that relative paths start from
 */
export function canonicalText(expr: Expr, base: string): string {
  const text = (each: Expr): string => canonicalText(each, base)
  const call = (name: string, ...args: readonly Expr[]): string =>
    args.reduce((fn, arg) => `(${fn} ${text(arg)})`, name)
  switch (expr.type) {
    case 'int':
    case 'float':
      return String(expr.value)
    case 'string':
      return sum(terms(expr, base))
    case 'path':
      return sum(
        expr.parts.map((part) =>
          typeof part === 'string' ? new URL(part, `file://${base}/`).pathname : text(part),
        ),
      )
    case 'search-path':
      return `((__findFile __nixPath) ${JSON.stringify(expr.path)})`
    case 'variable':
      return expr.name
    case 'list':
      return `[${expr.items.map(text).join(' ')}]`
    case 'attrs':
      return `${expr.recursive ? 'rec' : ''}${setText(expr.bindings, base)}`
    case 'let':
      return `let ${setText(expr.bindings, base)} in ${text(expr.body)}`
    case 'lambda':
      return `(${lambdaHead(expr, base)}: ${text(expr.body)})`
    case 'apply':
      return `(${text(expr.fn)} ${text(expr.arg)})`
    case 'select':
      return `${text(expr.target)}.${keysText(expr.path, base)}${expr.fallback ? ` or ${text(expr.fallback)}` : ''}`
    case 'has-attr':
      return `(${text(expr.target)} ? ${keysText(expr.path, base)})`
    case 'with':
      return `(with ${text(expr.scope)}; ${text(expr.body)})`
    case 'assert':
      return `(assert ${text(expr.condition)}; ${text(expr.body)})`
    case 'if':
      return `(if ${text(expr.condition)} then ${text(expr.then)} else ${text(expr.else)})`
    case 'unary':
      return expr.op === '!' ? `(!${text(expr.operand)})` : `((__sub 0) ${text(expr.operand)})`
    case 'binary':
      switch (expr.op) {
        case '<':
          return call('__lessThan', expr.left, expr.right)
        case '>':
          return call('__lessThan', expr.right, expr.left)
        case '<=':
          return `(!${call('__lessThan', expr.right, expr.left)})`
        case '>=':
          return `(!${call('__lessThan', expr.left, expr.right)})`
        case '+':
          return sum(terms(expr, base))
        case '-':
          return call('__sub', expr.left, expr.right)
        case '*':
          return call('__mul', expr.left, expr.right)
        case '/':
          return call('__div', expr.left, expr.right)
        default:
          return `(${text(expr.left)} ${expr.op} ${text(expr.right)})`
      }
    case 'invalid':
      return `«${expr.message}»`
  }
}

/** What a chain of `+` or a string adds up from left to right; Nix prints a string of many pieces as such a chain. */
function terms(expr: Expr, base: string): string[] {
  if (expr.type === 'binary' && expr.op === '+')
    return [...terms(expr.left, base), canonicalText(expr.right, base)]
  if (expr.type !== 'string') return [canonicalText(expr, base)]
  if (expr.parts.length === 0) return ['""']
  return expr.parts.flatMap((part, index) => {
    if (typeof part === 'string') return [JSON.stringify(part)]
    return index === 0 ? terms(part, base) : [canonicalText(part, base)]
  })
}

function sum(texts: readonly string[]): string {
  const merged: string[] = []
  for (const text of texts.filter((each) => each !== '""')) {
    const last = merged.at(-1)
    if (last !== undefined && isLiteral(last) && isLiteral(text))
      merged.splice(-1, 1, last.slice(0, -1) + text.slice(1))
    else merged.push(text)
  }
  const [first = '""', ...more] = merged
  return more.reduce((left, right) => `(${left} + ${right})`, first)
}

function keysText(path: readonly AttrKey[], base: string): string {
  return path.map((key) => keyText(key, base)).join('.')
}

/** Nix keeps a key like `${''a''$''}` computed, because its text is of two pieces; it means a static one. */
function keyText(key: AttrKey, base: string): string {
  if (key.type === 'key') return JSON.stringify(key.name)
  const text = canonicalText(key.expr, base)
  return isLiteral(text) ? text : `\${${text}}`
}

function isLiteral(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'string'
  } catch {
    return false
  }
}

function lambdaHead(lambda: Expr & { readonly type: 'lambda' }, base: string): string {
  if (!lambda.formals) return lambda.param ?? ''
  const names = lambda.formals.names.map(({ name, fallback }) =>
    fallback ? `${name} ? ${canonicalText(fallback, base)}` : name,
  )
  return `{ ${names.sort().join(', ')}${lambda.formals.ellipsis ? ' ...' : ''} }@${lambda.param ?? ''}`
}

type Tree = {
  readonly recursive: boolean
  readonly names: Map<string, string | Tree>
  readonly computed: string[]
}

function setText(bindings: readonly Binding[], base: string): string {
  return treeText(mergeInto({ recursive: false, names: new Map(), computed: [] }, bindings, base))
}

function mergeInto(tree: Tree, bindings: readonly Binding[], base: string): Tree {
  for (const binding of bindings) {
    if (binding.type === 'inherit') {
      for (const { name } of binding.names) {
        tree.names.set(
          JSON.stringify(name),
          binding.from ? `${canonicalText(binding.from, base)}.${JSON.stringify(name)}` : name,
        )
      }
    } else mergeBinding(tree, binding.path, binding.value, base)
  }
  return tree
}

function mergeBinding(tree: Tree, path: readonly AttrKey[], value: Expr, base: string): void {
  const [key, ...rest] = path
  if (!key) return
  const child = (): Tree => ({ recursive: false, names: new Map(), computed: [] })
  const name = keyText(key, base)
  if (!isLiteral(name)) {
    const below = rest.length > 0 ? treeOf(child(), rest, value, base) : canonicalText(value, base)
    tree.computed.push(`${name} = ${below}`)
    return
  }
  const present = tree.names.get(name)
  if (rest.length > 0) {
    const inner = typeof present === 'object' ? present : child()
    mergeBinding(inner, rest, value, base)
    tree.names.set(name, inner)
  } else if (value.type === 'attrs') {
    const inner = typeof present === 'object' ? present : { ...child(), recursive: value.recursive }
    tree.names.set(name, mergeInto(inner, value.bindings, base))
  } else tree.names.set(name, canonicalText(value, base))
}

function treeOf(tree: Tree, path: readonly AttrKey[], value: Expr, base: string): string {
  mergeBinding(tree, path, value, base)
  return treeText(tree)
}

function treeText(tree: Tree): string {
  const names = [...tree.names].sort(([one], [other]) => (one < other ? -1 : 1))
  const texts = names.map(
    ([name, value]) => `${name} = ${typeof value === 'string' ? value : treeText(value)}`,
  )
  return `${tree.recursive ? 'rec' : ''}{ ${[...texts, ...tree.computed].join('; ')} }`
}
