import type { Language, Tree } from 'web-tree-sitter'
import type { Expr } from './ast.ts'
import { lowerByName, survivesBreakage } from './lower-node.ts'
import { invalid, isExpr, type Lower, type Lowering, type Part } from './lowering.ts'

/** How a node type is handled while walking, by its id in the grammar. */
type Handling = {
  readonly lower: Lower | null
  /** Never has children worth a visit. */
  readonly leaf: boolean
  /** Has children only where it interpolates: told by its text, which is cheaper than asking the tree. */
  readonly text: boolean
  readonly comment: boolean
  readonly survives: boolean
}

const leaves = new Set([
  'identifier',
  'variable_expression',
  'parameter',
  'operator',
  'ellipses',
  'integer_expression',
  'float_expression',
  'uri_expression',
  'spath_expression',
  'comment',
])
const texts = new Set([
  'string_expression',
  'indented_string_expression',
  'string_attribute',
  'path_expression',
])
const errorName = 'ERROR'

/** Prepares the walk for a grammar: what to do with each of its node types. */
export function createHandlings(language: Language): readonly Handling[] {
  return language.types.map((name) => describe(name))
}

function describe(name: string): Handling {
  return {
    lower: lowerByName[name] ?? null,
    leaf: leaves.has(name),
    text: texts.has(name),
    comment: name === 'comment',
    survives: survivesBreakage.has(name),
  }
}

const error = describe(errorName)
const noParts: readonly Part[] = []

/**
 * Lowers a syntax tree to the abstract syntax, in one walk of a cursor and without recursion, so that no depth of
 * nesting exhausts the stack.
 * @returns the file's expression; comments, faults and parentheses are added to the lowering
 */
export function lowerTree(tree: Tree, handlings: readonly Handling[], lowering: Lowering): Expr {
  const { text, recovering, comments } = lowering
  const cursor = tree.walk()
  const interpolates = createInterpolationSearch(text)
  // The nodes that are open, outermost first: their handling, start, and where their parts begin in `parts`.
  const open: Handling[] = []
  const starts: number[] = []
  const marks: number[] = []
  const parts: Part[] = []

  const close = (handling: Handling, start: number, end: number, own: readonly Part[]): void => {
    if (!handling.lower) return
    if (recovering) parts.push(...lowerBroken(handling, handling.lower, start, end, own, lowering))
    else parts.push(handling.lower(start, end, own, lowering))
  }

  walk: for (;;) {
    const handling = handlings[cursor.nodeTypeId] ?? error
    const start = cursor.startIndex
    if (handling.comment) {
      const end = cursor.endIndex
      comments.push({ start, end, text: text.slice(start, end) })
    } else if (recovering && cursor.nodeIsMissing) {
      if (handling.lower) parts.push({ type: 'broken', start, end: start })
    } else if (handling.leaf) {
      close(handling, start, cursor.endIndex, noParts)
    } else if (handling.text && !recovering && !interpolates(start, cursor.endIndex)) {
      close(handling, start, cursor.endIndex, noParts)
    } else if (cursor.gotoFirstChild()) {
      open.push(handling)
      starts.push(start)
      marks.push(parts.length)
      continue
    } else {
      close(handling, start, cursor.endIndex, noParts)
    }
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop()
      if (!parent) break walk
      cursor.gotoParent()
      const mark = marks.pop() ?? 0
      const own = parts.slice(mark)
      parts.length = mark
      close(parent, starts.pop() ?? 0, cursor.endIndex, own)
    }
  }
  cursor.delete()
  const [root] = parts
  return root && isExpr(root) ? root : invalid(0, text.length)
}

/** Answers whether a stretch of the text holds `${`; asked in the order of the text, it reads each character once. */
function createInterpolationSearch(text: string): (start: number, end: number) => boolean {
  let next = -1
  return (start, end) => {
    if (next < start) {
      const found = text.indexOf('${', start)
      next = found < 0 ? Infinity : found
    }
    return next < end
  }
}

/** Lowers a node of a tree with errors: never to something that means other than what was written. */
function lowerBroken(
  handling: Handling,
  lower: Lower,
  start: number,
  end: number,
  own: readonly Part[],
  lowering: Lowering,
): Part[] {
  if (handling === error || handling.survives || !own.some((part) => part.type === 'broken')) {
    return [lower(start, end, own, lowering)]
  }
  const part = lower(
    start,
    end,
    own.filter((each) => each.type !== 'broken'),
    lowering,
  )
  return [isExpr(part) ? invalid(start, end) : part]
}
