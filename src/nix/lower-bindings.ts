import type { AttrsExpr, Binding, Formals, StaticKey } from './ast.ts'
import { findDuplicateAttributes, findDuplicateFormals } from './check-duplicates.ts'
import { addFault, exprAt, invalid, keysOf, type Lower, type Lowering, type Part } from './lowering.ts'

export const lowerAttrs: Lower = (start, end, parts, lowering) => attrs(start, end, parts, lowering, false)
export const lowerRecAttrs: Lower = (start, end, parts, lowering) => attrs(start, end, parts, lowering, true)

/** The old `let { …; body = …; }`. */
export const lowerLetAttrs: Lower = (start, end, parts, lowering) => {
  const target = attrs(start, end, parts, lowering, true)
  return {
    type: 'select',
    start,
    end,
    target,
    path: [{ type: 'key', start, end, name: 'body' }],
    fallback: null,
  }
}

function attrs(
  start: number,
  end: number,
  parts: readonly Part[],
  lowering: Lowering,
  recursive: boolean,
): AttrsExpr {
  const bindings = parts.filter(isBinding)
  lowering.faults.push(...findDuplicateAttributes(bindings))
  return { type: 'attrs', start, end, recursive, bindings }
}

export const lowerLet: Lower = (start, end, parts, lowering) => {
  const bindings = parts.filter(isBinding)
  lowering.faults.push(...findDuplicateAttributes(bindings))
  for (const binding of bindings) {
    const computed = binding.type === 'bind' ? binding.path[0] : undefined
    if (computed?.type === 'dynamic-key') {
      addFault(lowering, computed.start, computed.end, 'a computed name cannot be defined by let')
    }
  }
  return { type: 'let', start, end, bindings, body: exprAt(parts, parts.length - 1, start, end) }
}

function isBinding(part: Part): part is Binding {
  return part.type === 'bind' || part.type === 'inherit'
}

export const lowerBinding: Lower = (start, end, parts, lowering) => {
  const path = keysOf(parts)
  if (path.length === 0) return { type: 'broken', start, end }
  const value = exprAt(parts, parts.length - 1, start, end)
  const whole = !lowering.recovering || !parts.some((part) => part.type === 'broken')
  return { type: 'bind', start, end, path, value: whole ? value : invalid(value.start, value.end) }
}

export const lowerInherit: Lower = (start, end, parts, lowering) => {
  return { type: 'inherit', start, end, from: null, names: staticKeys(parts, lowering) }
}

export const lowerInheritFrom: Lower = (start, end, parts, lowering) => {
  const from = exprAt(parts, 0, start, end)
  return { type: 'inherit', start, end, from, names: staticKeys(parts, lowering) }
}

function staticKeys(parts: readonly Part[], lowering: Lowering): StaticKey[] {
  const names: StaticKey[] = []
  for (const key of keysOf(parts)) {
    if (key.type === 'key') names.push(key)
    else addFault(lowering, key.start, key.end, 'a computed name cannot be inherited')
  }
  return names
}

export const lowerFunction: Lower = (start, end, parts, lowering) => {
  const formals = parts.find((part): part is Formals => part.type === 'formals') ?? null
  const parameter = parts.find((part) => part.type === 'parameter')
  const param = parameter?.type === 'parameter' ? parameter.name : null
  if (formals) {
    const named = parameter && param !== null ? { name: param, at: parameter } : null
    lowering.faults.push(...findDuplicateFormals(formals.names, named))
  }
  return { type: 'lambda', start, end, param, formals, body: exprAt(parts, parts.length - 1, start, end) }
}

export const lowerFormals: Lower = (start, end, parts) => {
  const names = parts.filter((part) => part.type === 'formal')
  // What recovery lost could have been anything: leave the function open.
  const ellipsis = parts.some((part) => part.type === 'ellipsis' || part.type === 'broken')
  return { type: 'formals', start, end, names, ellipsis }
}

export const lowerFormal: Lower = (start, end, parts) => {
  const [name] = parts
  if (name?.type !== 'key') return { type: 'broken', start, end }
  const fallback = parts.length > 1 ? exprAt(parts, parts.length - 1, start, end) : null
  return { type: 'formal', start, end, name: name.name, fallback }
}
