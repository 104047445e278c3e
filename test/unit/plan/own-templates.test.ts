import { describe, expect, it } from '@jest/globals'
import { loadTemplates } from '../../../src/checkout/load-templates.ts'
import { templatesFolder, withOwnTemplates } from '../../../src/config/own-templates.ts'
import { defaultConfig } from '../../../src/config/default-config.ts'
import type { Problem } from '../../../src/model/problem.ts'
import { planDocuments, type DocumentsPlan } from '../../../src/plan/documents/plan-documents.ts'
import { planRenderer, templatesInForce } from '../../../src/plan/plan-renderer.ts'
import { changedTemplateProblems } from '../../../src/plan/pull-request/changed-templates.ts'
import { memorySnapshot } from '../../support/snapshot.ts'
import { alignedOf, alignmentOf, packageOf } from './sample.ts'

const builtIn = loadTemplates()
const alignment = alignmentOf([alignedOf(packageOf('knot'))], {})

function files(templates: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, text]) => [`${templatesFolder}/${name}`, text]),
  )
}

function documents(own: Readonly<Record<string, string>>): DocumentsPlan {
  const snapshot = memorySnapshot(files(own))
  const config = withOwnTemplates(defaultConfig, snapshot)
  return planDocuments({
    alignment,
    snapshot,
    config,
    templates: templatesInForce(builtIn, config.templates),
  })
}

function textOf(plan: DocumentsPlan, path: string): string {
  return plan.files.find((file) => file.path === path)?.content ?? ''
}

function places(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ path, line, message }) => `${path.replace(templatesFolder, '')}:${line}: ${message}`)
}

const plain = documents({})

describe("a repository's own templates", () => {
  it('take the place of the keeper’s', () => {
    const plan = documents({ 'documents/conclusion.md.hbs': 'Come back *soon*.\n' })
    expect(plan.problems).toEqual([])
    expect(textOf(plan, 'docs/MODULES_ARCHITECTURE.md')).toContain('\nCome back *soon*.\n')
    expect(textOf(plan, 'docs/PACKAGES_AND_MODULES.md')).toBe(textOf(plain, 'docs/PACKAGES_AND_MODULES.md'))
  })

  it.each<[string, string, string]>([
    ['documents/nothing.md.hbs', 'x', ':1: There is no template `documents/nothing.md`.'],
    ['documents/conclusion.md', 'x', ':1: There is no template `documents/conclusion.md`.'],
    ['dashboard/status.html.hbs', 'x', ':1: The template `dashboard/status.html` cannot be overridden.'],
    ['comment/help.md.hbs', 'x', ':1: The template `comment/help.md` cannot be overridden.'],
    [
      'documents/conclusion.md.hbs',
      'x\n{{#if a}}',
      ':2: This template cannot be used: not a Handlebars template',
    ],
    [
      'documents/conclusion.md.hbs',
      '\n\n{{a}}',
      ':3: This template cannot be used: {{a}} puts a value out unquoted',
    ],
    [
      'documents/conclusion.md.hbs',
      '{{text constructor}}',
      ':1: This template cannot be used: "text" is given an',
    ],
    [
      'documents/conclusion.md.hbs',
      '{{text __proto__.x}}',
      ':1: This template cannot be used: "text" is given an',
    ],
    [
      'documents/conclusion.md.hbs',
      '{{shout x}}',
      ':1: This template cannot be used: unknown helper "shout"',
    ],
    [
      'documents/conclusion.md.hbs',
      '{{> "no"}}',
      ':1: This template cannot be used: there is no template "no"',
    ],
    [
      'documents/conclusion.md.hbs',
      '{{> "documents/conclusion.md"}}',
      ':1: This template cannot be used: includes itself',
    ],
    [
      'documents/conclusion.md.hbs',
      '<!-- nur-keeper:end conclusion -->',
      ':1: This template cannot be used: it holds a marker',
    ],
    [
      'documents/conclusion.md.hbs',
      '<pre>',
      ':1: This template cannot be used: it holds a marker, or leaves a comment',
    ],
    [
      'documents/conclusion.md.hbs',
      '```\ncode',
      ':1: This template cannot be used: it holds a marker, or leaves a comment',
    ],
    ['documents/conclusion.md.hbs', 'x\0', ':1: This template cannot be used: it is not text'],
    [
      'documents/conclusion.md.hbs',
      'x'.repeat(70_000),
      ':1: This template cannot be used: longer than 65536 characters',
    ],
  ])('%s saying %j is a problem, and the keeper’s is used', (name, text, message) => {
    const plan = documents({ [name]: text })
    expect(places(plan.problems)).toEqual([expect.stringContaining(message)])
    expect(plan.files).toEqual(plain.files)
  })

  it('keeps the good ones where one is bad, one fault each', () => {
    const plan = documents({
      'documents/conclusion.md.hbs': '{{text nobody}}',
      'documents/related-documents.md.hbs': 'Read more.',
    })
    expect(plan.problems).toHaveLength(1)
    expect(textOf(plan, 'docs/MODULES_ARCHITECTURE.md')).toContain('\nRead more.\n')
  })

  it('cannot keep the process busy', () => {
    const bomb =
      '{{#each items}}{{#each ../items}}{{#each ../items}}{{> "documents/waivers.md"}}{{/each}}{{/each}}{{/each}}'
    const own = files({
      'documents/conclusion.md.hbs': bomb,
      'documents/waivers.md.hbs': 'x'.repeat(60_000),
      'documents/key-findings.md.hbs': '{{> "documents/conclusion.md"}}'.repeat(2000),
      'documents/module-map.md.hbs': '{{#if items}}'.repeat(3000) + '{{/if}}'.repeat(3000),
      'documents/executive-summary.md.hbs': '{{'.repeat(30_000),
      'documents/best-practices.md.hbs': '{{!'.repeat(20_000),
      'documents/shared-libraries.md.hbs': `{{text ${'a.'.repeat(30_000)}b}}`,
    })
    const renderer = planRenderer(templatesInForce(builtIn, own))
    const items = Array.from({ length: 400 }, (_, index) => ({ index }))
    const started = performance.now()
    const context = { items, problems: [], codes: [] }
    for (const name of ['conclusion', 'key-findings', 'module-map', 'shared-libraries']) {
      try {
        renderer.render(`documents/${name}.md`, context)
      } catch {
        // The keeper's own, given the same values: it misses what it needs.
      }
    }
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(renderer.problems().length).toBeGreaterThanOrEqual(5)
  })

  it('are looked at where a pull request changes them, with the line', () => {
    const base = memorySnapshot(files({ 'documents/conclusion.md.hbs': '{{bad}}' }))
    const head = memorySnapshot(
      files({ 'documents/conclusion.md.hbs': '{{bad}}', 'scaffold/module.nix.hbs': '{\n{{worse}}\n}' }),
    )
    expect(places(changedTemplateProblems(base, head, builtIn))).toEqual([
      expect.stringContaining('/scaffold/module.nix.hbs:2: This template cannot be used: {{worse}}'),
    ])
  })
})
