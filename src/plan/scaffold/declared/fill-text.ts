import type { PlainValue } from '../../../model/inventory.ts'
import { quoteString } from '../../../nix/quote.ts'
import type { NixText } from '../module-draft.ts'
import type { ValueShape } from './option-type.ts'

/** What a name in braces stands for. */
export type Filling = { readonly expression: NixText; readonly shape: ValueShape }

/** `{relay}`, `{metrics.port}`, `{jetstream?}`. */
const placeholder = /\{([A-Za-z][A-Za-z0-9.]*\??)\}/g

/** The names in braces that a package's texts hold. */
export function namesIn(texts: Iterable<PlainValue>): ReadonlySet<string> {
  const names = [...texts].flatMap((value) =>
    typeof value === 'string' ? [...value.matchAll(placeholder)].map(([, name = '']) => name) : [],
  )
  return new Set(names)
}

/**
 * A value as Nix, with the options that it names: `"sqlite://${cfg.dataDir}/x.db"`. What is nothing but one name
 * becomes the option's own value; a list is joined by commas. Other braces stand for themselves.
 */
export function fillValue(value: PlainValue, fillings: ReadonlyMap<string, Filling>): NixText {
  if (typeof value !== 'string') return plainNix(value)
  const whole = fillings.get(onlyName(value) ?? '')
  if (whole !== undefined) return whole.shape === 'list' ? joined(whole) : whole.expression
  let nix = ''
  let end = 0
  for (const match of value.matchAll(placeholder)) {
    const filling = fillings.get(match[1] ?? '')
    if (filling === undefined) continue
    nix += `${literal(value.slice(end, match.index))}${inText(filling)}`
    end = match.index + match[0].length
  }
  return `"${nix}${quoteString(value.slice(end)).slice(1, -1)}"`
}

/** The same where nothing but text will do: numbers and switches are written out. */
export function fillText(value: PlainValue, fillings: ReadonlyMap<string, Filling>): NixText {
  if (typeof value === 'number' || typeof value === 'boolean') return quoteString(String(value))
  if (typeof value !== 'string') return fillValue(value, fillings)
  const filling = fillings.get(onlyName(value) ?? '')
  return filling === undefined ? fillValue(value, fillings) : asText(filling)
}

/** A value without names in it, as Nix. */
export function plainNix(value: PlainValue): NixText {
  if (typeof value === 'string') return quoteString(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return String(value)
  return value.length === 0 ? '[ ]' : `[ ${value.map(quoteString).join(' ')} ]`
}

/** The name that a text is nothing but. */
function onlyName(text: string): string | null {
  return /^\{([A-Za-z][A-Za-z0-9.]*\??)\}$/.exec(text)?.[1] ?? null
}

/** Text before `${`: a dollar sign at its end would take that for itself. */
function literal(text: string): NixText {
  return quoteString(text).slice(1, -1).replace(/\$$/, '\\$')
}

/** A filling inside a text; one that is a text itself is a part of it. */
function inText(filling: Filling): NixText {
  const text = asText(filling)
  return text.startsWith('"') ? text.slice(1, -1) : `\${${text}}`
}

function asText(filling: Filling): NixText {
  switch (filling.shape) {
    case 'text':
      return filling.expression
    case 'number':
      return `toString ${filling.expression}`
    case 'boolean':
      return `lib.boolToString ${operand(filling.expression)}`
    case 'list':
      return joined(filling)
  }
}

function operand(expression: NixText): NixText {
  return expression.includes(' ') ? `(${expression})` : expression
}

function joined({ expression }: Filling): NixText {
  return `lib.concatStringsSep "," ${expression}`
}
