import { coerceToPathText } from '../coerce.ts'
import { compareText } from '../compare.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../value.ts'
import { openness } from './sets.ts'

export { fromJson } from './parse-json.ts'

/** A value as plain data: what `--json` prints. Integers are bigint, so none loses digits. */
export type Plain =
  null | boolean | number | bigint | string | readonly Plain[] | { readonly [name: string]: Plain }

/** A list or set whose parts are converted one after the other. */
type Open = {
  readonly parts: readonly (readonly [string, Slot])[]
  readonly plain: Plain[]
  readonly isList: boolean
}

/**
 * Forces a value to the bottom. Works without recursion, so the depth of the data does not matter.
 * @returns plain data, or the first unknown met
 * @throws EvalFault for functions, and where evaluating fails
 */
export function toPlain(value: Value, machine: Machine): Plain | Unknown {
  const first = begin(value, machine)
  if (!isOpen(first)) return first
  const open: Open[] = [first]
  for (;;) {
    const current = open.at(-1)
    if (current === undefined) throw new Error('nothing is converted')
    const part = current.parts[current.plain.length]
    if (part !== undefined) {
      const converted = begin(machine.force(part[1]), machine)
      if (converted instanceof Unknown) return converted
      if (!isOpen(converted)) current.plain.push(converted)
      else if (open.push(converted) > deepest)
        machine.fail('budget', 'a value holds itself, or nests too deep')
      continue
    }
    open.pop()
    const plain = close(current)
    const around = open.at(-1)
    if (around === undefined) return plain
    around.plain.push(plain)
  }
}

/** How deep a value may nest. One that holds itself has no bottom, and must not fill the memory before its steps end. */
const deepest = 400_000

const opened = Symbol('opened')

function isOpen(value: Plain | Unknown | Open): value is Open {
  return typeof value === 'object' && value !== null && opened in value
}

function openParts(parts: Open['parts'], isList: boolean): Open {
  const open: Open & { readonly [opened]: true } = { parts, plain: [], isList, [opened]: true }
  return open
}

function close({ parts, plain, isList }: Open): Plain {
  if (isList) return plain
  return Object.fromEntries(parts.map(([name], index) => [name, plain[index] ?? null]))
}

/** Converts what has no parts; lists and sets are opened. */
function begin(start: Value, machine: Machine): Plain | Unknown | Open {
  let value = start
  for (;;) {
    machine.spend(1)
    if (value instanceof Unknown) return value
    if (value instanceof PathValue) return new Unknown('the store path of a copied file')
    if (value instanceof Lambda || value instanceof Native) {
      return machine.fail('type-error', 'a function has no JSON form')
    }
    if (isList(value)) {
      machine.allocate(2 * value.length)
      return openParts(
        value.map((slot) => ['', slot]),
        true,
      )
    }
    if (!(value instanceof AttrSet)) return value
    if (value.attrs.has('__toString')) return coerceToPathText(value, machine, null)
    if (value.derivation !== null) return new Unknown('the store path of a derivation')
    const outPath = value.attrs.get('outPath')
    const open = openness(value)
    if (open !== null) return open
    if (outPath === undefined) return openSet(value, machine)
    value = machine.force(outPath.slot)
  }
}

function openSet(set: AttrSet, machine: Machine): Open {
  machine.allocate(8 * set.attrs.size)
  const names = [...set.attrs.keys()].sort(compareText)
  return openParts(
    names.map((name) => [name, set.attrs.get(name)?.slot ?? null]),
    false,
  )
}

/** What is still to be printed: a value, or text as it is. */
type Todo = { readonly plain: Plain } | { readonly text: string }

/**
 * JSON text as Nix prints it: no white space, keys sorted.
 * @param printFloat how floats are printed; by default unknown where versions of Nix differ
 */
export function printJson(
  value: Plain,
  printFloat: (value: number) => string | Unknown = printNixFloat,
): string | Unknown {
  const pieces: string[] = []
  const todo: Todo[] = [{ plain: value }]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const plain = 'text' in next ? null : next.plain
    if ('text' in next) pieces.push(next.text)
    else if (isPlainList(plain)) {
      todo.push({ text: ']' })
      pushParts(
        todo,
        plain.map((item) => ['', item]),
      )
      pieces.push('[')
    } else if (typeof plain === 'object' && plain !== null) {
      todo.push({ text: '}' })
      const entries = Object.entries(plain).sort(([one], [other]) => compareText(one, other))
      pushParts(
        todo,
        entries.map(([name, item]) => [`${quoteJson(name)}:`, item]),
      )
      pieces.push('{')
    } else {
      const text = typeof plain === 'number' ? printFloat(plain) : printSimple(plain)
      if (text instanceof Unknown) return text
      pieces.push(text)
    }
  }
  return pieces.join('')
}

function pushParts(todo: Todo[], parts: readonly (readonly [string, Plain])[]): void {
  for (let index = parts.length - 1; index >= 0; index--) {
    const [label, plain] = parts[index] ?? ['', null]
    todo.push({ plain }, { text: index > 0 ? `,${label}` : label })
  }
}

function isPlainList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

function printSimple(value: null | boolean | bigint | string): string {
  return typeof value === 'string' ? quoteJson(value) : String(value)
}

/** Nix escapes control characters by number, except for line feed, carriage return and tab. */
function quoteJson(text: string): string {
  return JSON.stringify(text).replace(/\\[^]/g, (escape) => escapes[escape] ?? escape)
}

const escapes: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' }

/** Nix printed six digits up to 2.9, and as many as needed since. */
function printNixFloat(value: number): string | Unknown {
  const size = Math.abs(value)
  const plain = !Number.isInteger(value) && size >= 1e-4 && size < 1e6
  const text = String(value)
  const digits = text.replace(/^-?0?\.?0*|\./g, '').length
  return plain && digits <= 6 ? text : new Unknown('how a float is printed')
}
