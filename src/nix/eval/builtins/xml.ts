import { compareText } from '../compare.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  nativeSteps,
  type Machine,
  type Slot,
  type Steps,
  type Value,
} from '../value.ts'
import { openness } from './sets.ts'

/** What is still to be printed, at a depth of nesting: a value, or a line as it is. */
type Todo = { readonly depth: number } & ({ readonly slot: Slot } | { readonly line: string })

/**
 * `builtins.toXML` (Nix, `value-to-xml.cc`, strict and without locations). It prints as it goes, without recursion, so
 * the depth of the value does not matter.
 */
export const xmlBuiltin: Native = nativeSteps('toXML', 1, function* (machine, [start = null]): Steps {
  const lines = ["<?xml version='1.0' encoding='utf-8'?>", '<expr>']
  const seen = new Set<string>()
  const todo: Todo[] = [{ depth: 1, slot: start }]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    // Indentation alone grows with the square of the depth.
    machine.spend(1 + (next.depth >> 3))
    machine.allocate(1 + (next.depth >> 2))
    if ('line' in next) {
      lines.push('  '.repeat(next.depth) + next.line)
      continue
    }
    const value: Value = yield next.slot
    const parts =
      value instanceof AttrSet ? yield* partsOfSet(value, next.depth, seen) : partsOf(value, next.depth)
    if (parts instanceof Unknown) return parts
    takeParts(machine, parts.length)
    todo.push(...parts.toReversed())
  }
  return `${lines.join('\n')}\n</expr>\n`
})

function takeParts(machine: Machine, count: number): void {
  machine.spend(count)
  machine.allocate(4 * count)
}

function partsOf(value: Value, depth: number): readonly Todo[] | Unknown {
  if (value instanceof Unknown) return new Unknown(value.reason)
  // What is written here may be a lambda in nixpkgs.
  if (value instanceof Native) return new Unknown('a function as XML')
  if (isList(value))
    return enclosed(
      'list',
      value.map((slot) => ({ depth: depth + 1, slot })),
      depth,
    )
  if (value instanceof Lambda) return enclosed('function', patternOf(value, depth + 1), depth)
  if (value === null) return [{ depth, line: '<null />' }]
  const simple = simpleValue(value)
  return simple instanceof Unknown
    ? simple
    : [{ depth, line: `<${simple.tag} ${attribute('value', simple.text)} />` }]
}

function simpleValue(value: Value): { readonly tag: string; readonly text: string } | Unknown {
  if (typeof value === 'bigint') return { tag: 'int', text: String(value) }
  if (typeof value === 'boolean') return { tag: 'bool', text: String(value) }
  if (typeof value === 'string') return { tag: 'string', text: value }
  if (value instanceof PathValue)
    return value.inSnapshot
      ? new Unknown('a path depends on where the file lies')
      : { tag: 'path', text: `/${value.path}` }
  const text = typeof value === 'number' ? sixDigits(value) : null
  return text === null ? new Unknown('how a float is printed') : { tag: 'float', text }
}

/** A float as C++ streams print it, with six digits; null where that takes more than to write them down. */
function sixDigits(value: number): string | null {
  const size = Math.abs(value)
  if (Object.is(value, -0) || (size !== 0 && (size < 1e-4 || size >= 1e6))) return null
  const text = String(value)
  return text.replace(/^-?0?\.?0*|\./g, '').length <= 6 ? text : null
}

/** The pattern that a function takes: a name, or names in order. */
function patternOf({ syntax }: Lambda, depth: number): readonly Todo[] {
  const { param, formals } = syntax
  const name = param === null ? '' : ` ${attribute('name', param)}`
  if (formals === null) return [{ depth, line: `<varpat${name} />` }]
  const names = formals.names.map((formal) => formal.name).sort(compareText)
  const ellipsis = formals.ellipsis ? ' ellipsis="1"' : ''
  return enclosed(
    'attrspat',
    names.map((formal) => ({ depth: depth + 1, line: `<attr ${attribute('name', formal)} />` })),
    depth,
    `${ellipsis}${name}`,
  )
}

function* partsOfSet(
  set: AttrSet,
  depth: number,
  seen: Set<string>,
): Generator<Slot, readonly Todo[] | Unknown, Value> {
  const open = openness(set)
  if (open !== null) return open
  const type: Value = yield set.attrs.get('type')?.slot ?? null
  if (type instanceof Unknown) return new Unknown(type.reason)
  if (type !== 'derivation') return enclosed('attrs', attributesOf(set, depth + 1), depth)
  const places: string[] = []
  for (const name of ['drvPath', 'outPath']) {
    const place: Value = yield set.attrs.get(name)?.slot ?? null
    if (place instanceof Unknown) return new Unknown(place.reason)
    if (typeof place === 'string') places.push(` ${attribute(name, place)}`)
  }
  const path: Value = yield set.attrs.get('drvPath')?.slot ?? null
  const isFirst = typeof path === 'string' && path !== '' && !seen.has(path)
  if (isFirst) seen.add(path)
  const inner = isFirst ? attributesOf(set, depth + 1) : [{ depth: depth + 1, line: '<repeated />' }]
  return enclosed('derivation', inner, depth, places.join(''))
}

function attributesOf(set: AttrSet, depth: number): readonly Todo[] {
  const names = [...set.attrs.keys()].sort(compareText)
  return names.flatMap((name) =>
    enclosed(
      'attr',
      [{ depth: depth + 1, slot: set.attrs.get(name)?.slot ?? null }],
      depth,
      ` ${attribute('name', name)}`,
    ),
  )
}

function enclosed(tag: string, parts: readonly Todo[], depth: number, attributes = ''): readonly Todo[] {
  return [{ depth, line: `<${tag}${attributes}>` }, ...parts, { depth, line: `</${tag}>` }]
}

function attribute(name: string, value: string): string {
  return `${name}="${value.replace(/["<>&\n]/g, (char) => escapes[char] ?? char)}"`
}

const escapes: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '\n': '&#xA;',
}
