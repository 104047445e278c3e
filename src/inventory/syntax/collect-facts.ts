import type {
  AttributeRead,
  DirectiveSet,
  FileFacts,
  FileFault,
  Impurity,
  UndefinedVariable,
} from '../../model/facts.ts'
import type { AttrsExpr, Expr, LambdaExpr, Node } from '../../nix/ast.ts'
import type { SourceFile, Surroundings } from '../source/source-tree.ts'
import { readAttributes } from './collect-attribute-reads.ts'
import { collectFileReferences } from './collect-file-references.ts'
import { findImpurity } from './collect-impurities.ts'
import { isHardeningDirective } from './hardening-directives.ts'
import { readDisabledEntries } from './read-disabled-entries.ts'
import { findEmptyWaivers, readWaivers } from './read-waivers.ts'
import { undefinedUse } from './undefined-variables.ts'
import { visitScoped } from './visit-scoped.ts'

/** A set that names fewer directives is no copy of a hardening pattern. */
const directiveSetSize = 3

/** Gathers in one walk what a file says by itself. */
export function collectFacts(file: SourceFile, tree: Surroundings): FileFacts {
  const undefinedVariables: UndefinedVariable[] = []
  const attributeReads: AttributeRead[] = []
  const impurities: Impurity[] = []
  const directiveSets: DirectiveSet[] = []
  const references = collectFileReferences(file.path, file.locate, tree)
  const formals = rootLambda(file.expr)?.formals ?? null
  const outer = outerLambdas(file.expr)
  const defaults: Node[] = []
  const innerBodies: Node[] = []
  const mentions = new Set<string>()
  visitScoped(file.expr, {
    use(name, node, scope) {
      mentions.add(name)
      const undefinedHere = undefinedUse(name, scope)
      if (undefinedHere !== null)
        undefinedVariables.push({ name, location: file.locate(node), ...undefinedHere })
    },
    expression(expr, scope, parent) {
      if (expr.type === 'lambda') {
        for (const { fallback } of expr.formals?.names ?? []) if (fallback !== null) defaults.push(fallback)
        if (!outer.has(expr)) innerBodies.push(expr.body)
      }
      references.visit(expr, parent)
      mentionKeys(expr, mentions)
      const impurity = findImpurity(expr, scope)
      if (impurity !== null)
        impurities.push({
          what: impurity,
          isAside: isInside(expr, defaults) || isInside(expr, innerBodies),
          location: file.locate(expr),
        })
      if (parent?.type !== 'select' || parent.target !== expr) {
        const read = readAttributes(expr, scope, formals, file.locate)
        if (read) attributeReads.push(read)
      }
      if (expr.type === 'attrs') {
        const names = directivesOf(expr)
        if (names.length >= directiveSetSize) directiveSets.push({ names, location: file.locate(expr) })
      }
    },
  })
  const comments = file.comments.map((comment) => ({ text: comment.text, location: file.locate(comment) }))
  const hasCode = codeLines(file)
  return {
    path: file.path,
    faults: file.errors.map((error) => describeFault(error, file)),
    undefinedVariables: file.errors.length === 0 ? undefinedVariables : [],
    fileReferences: references.finish((node) => isInside(node, defaults)),
    attributeReads,
    impurities,
    mentions,
    waivers: readWaivers(comments, hasCode, file.lineCount),
    emptyWaivers: findEmptyWaivers(comments),
    disabledEntries: readDisabledEntries(file.path, comments, tree.exists),
    directiveSets,
  }
}

/** Adds the names an expression selects, asks for or inherits from a set. */
function mentionKeys(expr: Expr, mentions: Set<string>): void {
  if (expr.type === 'select' || expr.type === 'has-attr') {
    for (const key of expr.path) if (key.type === 'key') mentions.add(key.name)
  } else if (expr.type === 'attrs' || expr.type === 'let') {
    for (const binding of expr.bindings)
      if (binding.type === 'inherit') for (const { name } of binding.names) mentions.add(name)
  }
}

function describeFault(error: SourceFile['errors'][number], file: SourceFile): FileFault {
  return {
    code: error.code === 'syntax-error' ? 'syntax-error' : 'duplicate-attribute',
    limit: error.limit ?? null,
    message: error.message,
    subject: error.code === 'syntax-error' ? error.message : file.text.slice(error.start, error.end),
    location: file.locate(error),
  }
}

/** The function a file consists of, below `let` and `with`. */
export function rootLambda(expr: Expr): LambdaExpr | null {
  let at = expr
  while (at.type === 'let' || at.type === 'with' || at.type === 'assert') at = at.body
  return at.type === 'lambda' ? at : null
}

/** The functions that a file is called through: `{ inputs }: { pkgs }: …`. */
function outerLambdas(expr: Expr): ReadonlySet<Expr> {
  const outer = new Set<Expr>()
  for (let lambda = rootLambda(expr); lambda !== null; lambda = rootLambda(lambda.body)) outer.add(lambda)
  return outer
}

function isInside(node: Node, ranges: readonly Node[]): boolean {
  return ranges.some(({ start, end }) => start <= node.start && node.end <= end)
}

function directivesOf(expr: AttrsExpr): readonly string[] {
  return expr.bindings.flatMap((binding) => {
    if (binding.type !== 'bind' || binding.path.length !== 1) return []
    const [key] = binding.path
    return key?.type === 'key' && isHardeningDirective(key.name) ? [key.name] : []
  })
}

/** Says whether a line holds anything but white space and comments. */
function codeLines(file: SourceFile): (line: number) => boolean {
  if (!file.comments.some(({ text }) => text.includes('nur-keeper:'))) return () => true
  const { text } = file
  const lines = new Set<number>()
  let at = 0
  for (const comment of [...file.comments, { start: text.length, end: text.length }]) {
    for (; at < comment.start; at++) {
      const code = text.charCodeAt(at)
      if (code > 32) lines.add(file.locate({ start: at, end: at }).line)
    }
    at = comment.end
  }
  return (line) => lines.has(line)
}
