import { closest } from 'fastest-levenshtein'
import { templatesFolder, type OwnTemplates } from '../config/own-templates.ts'
import type { Problem } from '../model/problem.ts'
import { createRenderer, type Renderer } from '../render/renderer.ts'
import { TemplateError } from '../render/template-error.ts'
import { nixQuoting } from './nix-quoting.ts'

/** Templates by name: the keeper's own, and a repository's by their path. */
export type Templates = ReadonlyMap<string, string>

export type PlanRenderer = {
  /**
   * Renders the template of that name: the repository's, or the keeper's where the repository has none or its own
   * fails. Throws a TemplateError where the keeper's own fails.
   * @param findFault why a text cannot be used; null where it can
   */
  render(name: string, context: object, findFault?: (text: string) => string | null): string
  /** What is wrong with the repository's own templates, as far as they were used. */
  problems(): readonly Problem[]
}

/** What one rendering of a repository's template may cost; see {@link createRenderer}. */
const limits = { template: 64 * 1024, output: 8 * 1024 * 1024, steps: 300_000 }

/** Answers to commands are said without a look at the repository; the dashboard is the server's. */
const overridable =
  /^(documents\/|scaffold\/|pull-request\/(documents|follow-up)\.|comment\/(review|settled|check-run|first-report)\.)/

/**
 * The templates in force in a repository. Without own ones, the keeper's as they are.
 * @param own from the default branch: path → text
 */
export function templatesInForce(builtIn: Templates, own: OwnTemplates | undefined): Templates {
  return own === undefined
    ? builtIn
    : new Map([...builtIn, ...Object.entries(own).map(([path, text]) => [path, text ?? '\0'] as const)])
}

const renderers = new WeakMap<Templates, PlanRenderer>()

/** The renderer of a set of templates, made once. */
export function planRenderer(templates: Templates): PlanRenderer {
  const known = renderers.get(templates)
  if (known !== undefined) return known
  const renderer = openRenderer(templates)
  renderers.set(templates, renderer)
  return renderer
}

function openRenderer(templates: Templates): PlanRenderer {
  const isOwn = (path: string): boolean => path.startsWith(`${templatesFolder}/`)
  const builtIn = new Map([...templates].filter(([path]) => !isOwn(path)))
  const fallback = createRenderer(builtIn, nixQuoting)
  const own = new Map<string, string>()
  const problems: Problem[] = []
  for (const [path, text] of templates) {
    if (!isOwn(path)) continue
    const fault = misplaced(path, text, builtIn)
    if (fault === null) own.set(nameOf(path), text)
    else problems.push(fault)
  }
  const mix = (): Renderer => createRenderer(new Map([...builtIn, ...own]), nixQuoting, limits)
  let mixed = mix()

  /** Leaves an own template out from here on: all of them where the fault is in none of them alone. */
  const giveUp = (error: TemplateError): void => {
    const { template, line, reason } = error
    const guilty = own.has(template) ? [template] : [...own.keys()]
    for (const name of guilty) {
      own.delete(name)
      problems.push(broken(name, line, guilty.length === 1 ? reason : error.message))
    }
    mixed = mix()
  }
  for (const name of [...own.keys()])
    settle(() => {
      mixed.check(name)
    }, giveUp)

  const render: PlanRenderer['render'] = (name, context, findFault) => {
    while (own.size > 0) {
      const text = settle(() => {
        const made = mixed.render(name, context)
        const fault = own.has(name) ? (findFault?.(made) ?? null) : null
        if (fault !== null) throw new TemplateError(name, null, fault)
        return made
      }, giveUp)
      if (text !== null) return text
    }
    return fallback.render(name, context)
  }
  return { render, problems: () => problems }
}

/** What the work gives, or null after a template's fault was handed on. Only templates are to blame for those. */
function settle<T>(work: () => T, onFault: (error: TemplateError) => void): T | null {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    onFault(error)
    return null
  }
}

function nameOf(path: string): string {
  return path.slice(templatesFolder.length + 1).replace(/\.hbs$/, '')
}

/** A file that overrides nothing. */
function misplaced(path: string, text: string, builtIn: Templates): Problem | null {
  const name = nameOf(path)
  if (!path.endsWith('.hbs') || !builtIn.has(name)) {
    const near = closest(
      name,
      [...builtIn.keys()].filter((known) => overridable.test(known)),
    )
    return problem(
      path,
      1,
      `There is no template \`${name}\`.`,
      `Did you mean \`${near}.hbs\`? Else remove it.`,
    )
  }
  if (!overridable.test(name)) {
    const remedy = 'Remove it: answers to commands and the dashboard keep their words.'
    return problem(path, 1, `The template \`${name}\` cannot be overridden.`, remedy)
  }
  return text.includes('\0') ? broken(name, 1, 'it is not text') : null
}

function broken(name: string, line: number | null, reason: string): Problem {
  const message = `This template cannot be used: ${reason}. The keeper's own is used instead.`
  return problem(`${templatesFolder}/${name}.hbs`, line ?? 1, message, 'Mend it, or remove it.')
}

function problem(path: string, line: number, message: string, remedy: string): Problem {
  return { code: 'broken-template', severity: 'error', path, line, column: 1, message, remedy, subject: path }
}
