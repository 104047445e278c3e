import type { Expr } from './ast.ts'
import { missing, numbersOfNode, type SyntaxTree } from './engine.ts'
import { lowerByName, survivesBreakage } from './lower-node.ts'
import { invalid, isExpr, type Lower, type Lowering, type Part } from './lowering.ts'

/** How a node is handled, by its symbol in the grammar. */
type Handling = {
  /** Null for a comment. */
  readonly lower: Lower | null
  readonly survives: boolean
}

/** Prepares the walk for a grammar: what to do with each of its symbols. */
export function createHandlings(symbols: readonly string[]): readonly Handling[] {
  return symbols.map(describe)
}

function describe(name: string): Handling {
  return { lower: lowerByName[name] ?? null, survives: survivesBreakage.has(name) }
}

const error = describe('ERROR')
const noParts: readonly Part[] = []

/**
 * Lowers a syntax tree to the abstract syntax, in one pass over its nodes, children first.
 * @returns the file's expression; comments, faults and parentheses are added to the lowering
 */
export function lowerTree(tree: SyntaxTree, handlings: readonly Handling[], lowering: Lowering): Expr {
  const { nodes } = tree
  const { text, recovering, comments } = lowering
  const parts: Part[] = []
  for (let at = 0; at < nodes.length; at += numbersOfNode) {
    const symbol = nodes[at] ?? 0
    const start = nodes[at + 1] ?? 0
    const end = nodes[at + 2] ?? 0
    const children = nodes[at + 3] ?? 0
    const handling = handlings[symbol % missing] ?? error
    if (!handling.lower) {
      comments.push({ start, end, text: text.slice(start, end) })
    } else if (symbol >= missing) {
      parts.push({ type: 'broken', start, end: start })
    } else {
      const own = children === 0 ? noParts : parts.splice(-children)
      parts.push(
        recovering
          ? lowerBroken(handling, handling.lower, start, end, own, lowering)
          : handling.lower(start, end, own, lowering),
      )
    }
  }
  const [root] = parts
  return root && isExpr(root) ? root : invalid(0, text.length)
}

/** Lowers a node of a tree with errors: never to something that means other than what was written. */
function lowerBroken(
  handling: Handling,
  lower: Lower,
  start: number,
  end: number,
  own: readonly Part[],
  lowering: Lowering,
): Part {
  if (handling === error || handling.survives || !own.some((part) => part.type === 'broken')) {
    return lower(start, end, own, lowering)
  }
  const part = lower(
    start,
    end,
    own.filter((each) => each.type !== 'broken'),
    lowering,
  )
  return isExpr(part) ? invalid(start, end) : part
}
