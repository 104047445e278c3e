import { type Doc, group } from './doc.ts'
import type { Print } from './printer.ts'
import type { Syntax } from './syntax.ts'

/** What stands below something on a line of its own: a set there is open, if what is around it goes over lines. */
export function printBody(print: Print, body: Syntax): Doc {
  return body.kind === 'set' ? print.expression(body) : group(print.expression(body))
}
