import Handlebars from 'handlebars'
import { checkTemplate } from './check-template.ts'
import { markdownQuoting } from './markdown/markdown-quoting.ts'
import type { Quote, Quoting } from './quoting.ts'
import { Rendered } from './rendered.ts'
import { TemplateError } from './template-error.ts'

export type Renderer = {
  /** Renders the template of that name. Throws a TemplateError that names template and line. */
  render(name: string, context: object): string
  /** The same, as a value that other templates of that language may embed. */
  embed(language: string, name: string, context: object): Rendered
}

/** Sizes in UTF-16 code units; an iteration is one turn of an `each`. */
const limits = { template: 256 * 1024, output: 8 * 1024 * 1024, iterations: 200_000 }

/**
 * Handlebars made strict: no HTML escaping, no access to prototypes, every value quoted by a named helper,
 * an unknown variable or helper an error, and no template without end.
 * @param templates name → text; a name such as `partials/problem` can be included as a partial
 * @param quoting the helpers of the languages besides Markdown
 */
export function createRenderer(templates: ReadonlyMap<string, string>, quoting: Quoting = {}): Renderer {
  const helpers: Quoting = { ...markdownQuoting, ...quoting, rendered: embedRendered }
  const compiled = new Map<string, Handlebars.TemplateDelegate>()
  const state: State = { stack: [], iterations: 0 }
  const engine = createEngine(helpers, state)
  const names = new Set(Object.keys(helpers))

  const compile = (name: string): Handlebars.TemplateDelegate => {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const text = templates.get(name)
    if (text === undefined) throw new TemplateError(state.stack.at(-1) ?? name, null, `no template "${name}"`)
    if (text.length > limits.template) {
      throw new TemplateError(name, null, `longer than ${limits.template} characters`)
    }
    const run = compileChecked(engine, checkTemplate(name, text, names), names)
    compiled.set(name, run)
    return run
  }

  const runInside = (name: string, context: unknown, options: Handlebars.RuntimeOptions): string => {
    if (state.stack.includes(name)) throw new TemplateError(name, null, 'includes itself')
    state.stack.push(name)
    try {
      return compile(name)(context, options)
    } catch (error) {
      throw error instanceof TemplateError ? error : new TemplateError(name, null, String(error))
    } finally {
      state.stack.pop()
    }
  }

  const partials = Object.fromEntries(
    [...templates.keys()].map((name) => [
      name,
      (context: unknown, options?: Handlebars.RuntimeOptions) => runInside(name, context, options ?? {}),
    ]),
  )

  const render = (name: string, context: object): string => {
    state.iterations = 0
    const text = runInside(name, context, { partials, ...noPrototypes })
    if (text.length > limits.output) {
      throw new TemplateError(name, null, `its output is longer than ${limits.output} characters`)
    }
    return text
  }
  return { render, embed: (language, name, context) => new Rendered(language, render(name, context)) }
}

type State = { readonly stack: string[]; iterations: number }

const noPrototypes = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false }

function compileChecked(
  engine: typeof Handlebars,
  program: hbs.AST.Program,
  names: ReadonlySet<string>,
): Handlebars.TemplateDelegate {
  // Not Handlebars' own `strict`: it lets helpers be given undefined, and fails on `a.b` without a line. Here
  // every value goes through a helper or a block of ours, and each of them refuses what is undefined.
  return engine.compile(program, {
    noEscape: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries([...names].map((name) => [name, true])),
  })
}

function createEngine(quoting: Quoting, state: State): typeof Handlebars {
  const engine = Handlebars.create()
  const fail = (options: Handlebars.HelperOptions, message: string): never => {
    throw new TemplateError(state.stack.at(-1) ?? '?', lineOf(options), message)
  }
  for (const [name, quote] of Object.entries(quoting)) {
    engine.registerHelper(name, (...received: unknown[]) => {
      const { values, options } = splitArguments(received)
      if (values.length === 0 || values.some((value) => value === undefined)) {
        return fail(options, `"${name}" is given an unknown variable`)
      }
      try {
        return quote(values[0], values[1])
      } catch (error) {
        return fail(options, `"${name}": ${error instanceof Error ? error.message : String(error)}`)
      }
    })
  }
  registerBlocks(engine, state, fail)
  return engine
}

function registerBlocks(
  engine: typeof Handlebars,
  state: State,
  fail: (options: Handlebars.HelperOptions, message: string) => never,
): void {
  const known = (name: string, value: unknown, options: Handlebars.HelperOptions): unknown =>
    value === undefined ? fail(options, `"${name}" is given an unknown variable`) : value
  engine.registerHelper('if', function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    return isTruthy(known('if', value, options)) ? options.fn(this) : options.inverse(this)
  })
  engine.registerHelper(
    'unless',
    function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
      return isTruthy(known('unless', value, options)) ? options.inverse(this) : options.fn(this)
    },
  )
  engine.registerHelper('with', (value: unknown, options: Handlebars.HelperOptions) =>
    options.fn(known('with', value, options)),
  )
  engine.registerHelper('each', function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    const items = known('each', value, options)
    if (!Array.isArray(items)) return fail(options, '"each" takes a list')
    if (items.length === 0) return options.inverse(this)
    state.iterations += items.length
    if (state.iterations > limits.iterations)
      return fail(options, `more than ${limits.iterations} iterations`)
    return items
      .map((item: unknown, index) => {
        const last = index === items.length - 1
        return options.fn(item, {
          data: { ...frameOf(options), index, first: index === 0, last },
          blockParams: [item, index],
        })
      })
      .join('')
  })
}

function frameOf(options: Handlebars.HelperOptions): object {
  return Handlebars.createFrame(options.data as object) as object
}

function isTruthy(value: unknown): boolean {
  return Boolean(value) && !(Array.isArray(value) && value.length === 0)
}

function splitArguments(received: readonly unknown[]): {
  values: readonly unknown[]
  options: Handlebars.HelperOptions
} {
  return { values: received.slice(0, -1), options: received.at(-1) as Handlebars.HelperOptions }
}

function lineOf(options: Handlebars.HelperOptions): number | null {
  const { loc } = options as { loc?: { start?: { line?: number } } }
  return loc?.start?.line ?? null
}

/** `{{rendered body "markdown"}}`: text that was quoted when it was made, for a place of the same language. */
const embedRendered: Quote = (value, language) => {
  if (!(value instanceof Rendered) || value.language !== language) {
    throw new Error(`takes text already rendered as ${String(language)}`)
  }
  return value.text
}
