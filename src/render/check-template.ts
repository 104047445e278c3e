import Handlebars from 'handlebars'
import { TemplateError } from './template-error.ts'

const blocks: readonly string[] = ['if', 'unless', 'each', 'with']

/** How deep blocks may stand in each other: more is no layout, and would take the stack. */
const deepest = 32

type Known = { readonly quoting: ReadonlySet<string>; readonly templates: ReadonlySet<string> }

/**
 * The house rule of templates, enforced on their syntax: every value is put out by a quoting helper, blocks
 * are `if`, `unless`, `each` and `with`, partials are named by text.
 * @param name of the template, for the error
 * @param text its source
 * @param known names of the quoting helpers, and of the templates that may be included
 * @returns the parsed template; throws a TemplateError with the line where the rule is broken
 */
export function checkTemplate(name: string, text: string, { quoting, templates }: Known): hbs.AST.Program {
  let program: hbs.AST.Program
  try {
    program = Handlebars.parse(text)
  } catch (error) {
    throw new TemplateError(name, lineOfParseError(error), `not a Handlebars template: ${firstLine(error)}`)
  }
  checkProgram(program, 0)
  return program

  function checkProgram(part: hbs.AST.Program | undefined, depth: number): void {
    for (const statement of part?.body ?? []) checkStatement(statement, depth)
  }

  function checkStatement(statement: hbs.AST.Statement, depth: number): void {
    if (depth > deepest) {
      throw new TemplateError(name, statement.loc.start.line, `blocks are nested deeper than ${deepest}`)
    }
    if (isMustache(statement)) checkMustache(statement)
    else if (isBlock(statement)) checkBlock(statement, depth + 1)
    else if (isPartial(statement)) checkPartial(statement)
    else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement') {
      throw new TemplateError(name, statement.loc.start.line, `${statement.type} is not allowed here`)
    }
  }

  function checkMustache({ path, params, hash, loc }: hbs.AST.MustacheStatement): void {
    const helper = nameOf(path)
    if (params.length === 0 && !quoting.has(helper)) {
      throw new TemplateError(
        name,
        loc.start.line,
        `{{${helper}}} puts a value out unquoted: use a quoting helper`,
      )
    }
    if (!quoting.has(helper)) throw new TemplateError(name, loc.start.line, `unknown helper "${helper}"`)
    checkArguments(helper, params, hash, loc)
  }

  function checkBlock(
    { path, params, hash, program: then, inverse, loc }: hbs.AST.BlockStatement,
    depth: number,
  ): void {
    const helper = nameOf(path)
    if (!blocks.includes(helper)) {
      throw new TemplateError(
        name,
        loc.start.line,
        `unknown block "${helper}": known are ${blocks.join(', ')}`,
      )
    }
    checkArguments(helper, params, hash, loc)
    checkProgram(then, depth)
    checkProgram(inverse, depth)
  }

  function checkPartial(statement: hbs.AST.PartialStatement): void {
    const { line } = statement.loc.start
    if (!isPathOrText(statement.name)) {
      throw new TemplateError(name, line, 'a partial is named by plain text')
    }
    const partial = nameOf(statement.name)
    if (!templates.has(partial)) throw new TemplateError(name, line, `there is no template "${partial}"`)
    checkArguments(partial, statement.params, statement.hash, statement.loc)
  }

  function checkArguments(
    helper: string,
    params: readonly hbs.AST.Expression[],
    hash: hbs.AST.Hash | undefined,
    loc: hbs.AST.SourceLocation,
  ): void {
    const simple = [...params, ...(hash?.pairs ?? []).map((pair) => pair.value)]
    if (simple.every((param) => param.type !== 'SubExpression')) return
    throw new TemplateError(
      name,
      loc.start.line,
      `"${helper}" takes values, not calls: compute before rendering`,
    )
  }
}

function isMustache(statement: hbs.AST.Statement): statement is hbs.AST.MustacheStatement {
  return statement.type === 'MustacheStatement'
}

function isBlock(statement: hbs.AST.Statement): statement is hbs.AST.BlockStatement {
  return statement.type === 'BlockStatement'
}

function isPartial(statement: hbs.AST.Statement): statement is hbs.AST.PartialStatement {
  return statement.type === 'PartialStatement'
}

function isPathOrText(node: hbs.AST.Node): boolean {
  return node.type === 'PathExpression' || node.type === 'StringLiteral'
}

function nameOf(node: hbs.AST.Node): string {
  return 'original' in node ? String(node.original) : node.type
}

function lineOfParseError(error: unknown): number | null {
  const line = error instanceof Error ? /line (\d+)/.exec(error.message)?.[1] : undefined
  return line === undefined ? null : Number(line)
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}
