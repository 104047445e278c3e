import { quoteAttrName, quoteString } from '../quote.ts'
import { openness, sortedNames } from './builtins/sets.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type EvalFault,
  type Machine,
  type Slot,
  type Value,
} from './value.ts'

/** How deep and how much is printed; what lies below is `…`. */
const depthLimit = 100
const itemLimit = 100_000

/**
 * A value as Nix-like text: what is not known is `«unknown: reason»`, a function `«lambda»`, a derivation
 * `«derivation name»`, and what fails to evaluate `«error: message»`.
 * @param machine forces what is not evaluated yet
 */
export function printValue(value: Value, machine: Machine): string {
  return print(value, { machine, printed: 0 }, '')
}

type Printing = { readonly machine: Machine; printed: number }

function print(value: Value, printing: Printing, indent: string): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return quoteString(value)
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof PathValue) return value.inSnapshot ? `./${value.path}` : `/${value.path}`
  if (value instanceof Unknown)
    return `«unknown: ${value.path === null ? '' : `${value.path.join('.')}, `}${value.reason}»`
  if (value instanceof Lambda || value instanceof Native)
    return value instanceof Native ? `«builtin ${value.name}»` : '«lambda»'
  if (indent.length / 2 > depthLimit || printing.printed > itemLimit) return '…'
  if (isList(value))
    return enclose(
      '[',
      value.map((item) => printSlot(item, printing, `${indent}  `)),
      ']',
      indent,
    )
  return printSet(value, printing, indent)
}

function printSet(set: AttrSet, printing: Printing, indent: string): string {
  if (set.derivation !== null) return `«derivation ${derivationName(set, printing.machine)}»`
  const lines = sortedNames(set).map((name) => {
    const slot = set.attrs.get(name)?.slot ?? null
    return `${quoteAttrName(name)} = ${printSlot(slot, printing, `${indent}  `)};`
  })
  const open = openness(set)
  if (open !== null) lines.push(`… # «unknown: ${open.reason}»`)
  return enclose('{', lines, '}', indent)
}

function derivationName(set: AttrSet, machine: Machine): string {
  const name = machine.guard<Value>(
    () => machine.select(set, 'name'),
    () => null,
  )
  return typeof name === 'string' ? name : (set.derivation?.builder ?? '')
}

function printSlot(slot: Slot, printing: Printing, indent: string): string {
  printing.printed++
  return printing.machine.guard(
    () => print(printing.machine.force(slot), printing, indent),
    (fault: EvalFault) => {
      if (fault.code === 'budget') throw fault
      return `«error: ${fault.message}»`
    },
  )
}

function enclose(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return `${open} ${close}`
  return `${open}\n${items.map((item) => `${indent}  ${item}\n`).join('')}${indent}${close}`
}
