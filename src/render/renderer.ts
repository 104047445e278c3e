import Handlebars from 'handlebars'
import { checkTemplate } from './check-template.ts'
import { markdownQuoting } from './markdown/markdown-quoting.ts'
import type { Quote, Quoting } from './quoting.ts'
import { Rendered } from './rendered.ts'
import { TemplateError } from './template-error.ts'

export type Renderer = {
  /** Throws a TemplateError where the template of that name breaks the rules; what depends on values shows later. */
  check(name: string): void
  /** Renders the template of that name. Throws a TemplateError that names template and line. */
  render(name: string, context: object): string
  /** The same, as a value that other templates of that language may embed. */
  embed(language: string, name: string, context: object): Rendered
}

/**
 * What one rendering may cost. Sizes in UTF-16 code units; a step is a value put out, a turn of an `each`, or a
 * partial. Text counts where it is made and once more for each `each` and partial around it.
 */
export type RenderLimits = { readonly template: number; readonly output: number; readonly steps: number }

const ownLimits: RenderLimits = { template: 256 * 1024, output: 32 * 1024 * 1024, steps: 2_000_000 }

/**
 * Handlebars made strict: no HTML escaping, no access to prototypes, every value quoted by a named helper,
 * an unknown variable or helper an error, and no template without end.
 * @param templates name → text; a name such as `partials/problem` can be included as a partial
 * @param quoting the helpers of the languages besides Markdown
 * @param limits what one rendering may cost: the same for each machine, so that what fails here fails everywhere
 */
export function createRenderer(
  templates: ReadonlyMap<string, string>,
  quoting: Quoting = {},
  limits: RenderLimits = ownLimits,
): Renderer {
  const helpers: Quoting = { ...markdownQuoting, ...quoting, rendered: embedRendered }
  const compiled = new Map<string, Handlebars.TemplateDelegate>()
  const state: State = { stack: [], steps: 0, characters: 0, limits }
  const engine = createEngine(helpers, state)
  const known = { quoting: new Set(Object.keys(helpers)), templates: new Set(templates.keys()) }

  const compile = (name: string): Handlebars.TemplateDelegate => {
    const before = compiled.get(name)
    if (before !== undefined) return before
    const text = templates.get(name)
    if (text === undefined) throw new TemplateError(state.stack.at(-1) ?? name, null, `no template "${name}"`)
    if (text.length > limits.template) {
      throw new TemplateError(name, null, `longer than ${limits.template} characters`)
    }
    const run = compileChecked(engine, checkTemplate(name, text, known), known.quoting)
    compiled.set(name, run)
    return run
  }

  const runInside = (name: string, context: unknown, options: Handlebars.RuntimeOptions): string => {
    if (state.stack.includes(name)) throw new TemplateError(name, null, 'includes itself')
    state.stack.push(name)
    try {
      return spend(state, compile(name)(context, options), null)
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
    state.steps = 0
    state.characters = 0
    return runInside(name, context, { partials, ...noPrototypes })
  }
  const check = (name: string): void => {
    compile(name)
  }
  return { check, render, embed: (language, name, context) => new Rendered(language, render(name, context)) }
}

type State = {
  readonly stack: string[]
  readonly limits: RenderLimits
  steps: number
  characters: number
}

/** Counts a step and the text it made. */
function spend(state: State, text: string, line: number | null): string {
  const { steps, output } = state.limits
  state.steps += 1
  state.characters += text.length
  if (state.steps > steps) throw new TemplateError(current(state), line, `takes more than ${steps} steps`)
  if (state.characters > output) {
    throw new TemplateError(current(state), line, `makes more than ${output} characters`)
  }
  return text
}

function current({ stack }: State): string {
  return stack.at(-1) ?? '?'
}

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
    throw new TemplateError(current(state), lineOf(options), message)
  }
  for (const [name, quote] of Object.entries(quoting)) {
    const quoteOrFail = (values: readonly unknown[], options: Handlebars.HelperOptions): string => {
      try {
        return quote(values[0], values[1])
      } catch (error) {
        return fail(options, `"${name}": ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    engine.registerHelper(name, (...received: unknown[]) => {
      const { values, options } = splitArguments(received)
      if (values.length === 0 || values.some((value) => value === undefined)) {
        return fail(options, `"${name}" is given an unknown variable`)
      }
      return spend(state, quoteOrFail(values, options), lineOf(options))
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
    return items
      .map((item: unknown, index) => {
        const last = index === items.length - 1
        const turn = options.fn(item, {
          data: { ...frameOf(options), index, first: index === 0, last },
          blockParams: [item, index],
        })
        return spend(state, turn, lineOf(options))
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
