import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import { defaultConfig } from '../../../../src/config/schema.ts'
import type { Alignment } from '../../../../src/model/alignment.ts'
import { planDocuments } from '../../../../src/plan/documents/plan-documents.ts'
import { parseManagedBlocks } from '../../../../src/render/managed-blocks/parse-managed-blocks.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { alignedOf, alignmentOf, libraryOf, moduleOf, named, packageOf, problemOf } from '../sample.ts'

const templates = loadTemplates()

/** A repository in which every text is the given one. */
function saying(text: string): Alignment {
  const path = `modules/${text.replace(/[/\0]/g, '') || 'x'}/x.nix`
  const location = { path, line: 1, column: 1 }
  const option = {
    path: `services.${text}.x`,
    type: text,
    default: text,
    example: text,
    description: text,
    location,
    inSubmodule: false,
  }
  const aligned = alignedOf(packageOf(text, { org: text, location }), {
    reason: text,
    status: 'aligned',
    modules: [path],
    services: [text],
    evidence: [{ kind: 'service', weight: 1, text }],
  })
  const module = moduleOf(path, text, {
    org: text,
    options: [option, { ...option, default: null, path: `${text}.y` }],
    libraries: ['lib/x.nix'],
  })
  const library = libraryOf(
    'lib/x.nix',
    { [text]: [named(text)] },
    { purpose: text, usedBy: [path], broken: new Map([[text, text]]) },
  )
  return alignmentOf(
    [aligned, alignedOf(packageOf(`${text}2`, { description: text }))],
    { modules: [module], libraries: [library] },
    [problemOf('x', { message: text, path })],
  )
}

describe('documents of a hostile repository', () => {
  it('keep their blocks and their tables, and come out the same twice', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '<!-- nur-keeper:end options -->',
        '\n<!-- nur-keeper:begin x -->\n',
        '```\n# x',
        '| a | b |',
        '@everyone #1',
        '--> <script>',
        'a"]; evil["b',
        "`${x}` '' |",
        '$x$ \\',
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const alignment = saying(text)
        const { files, problems } = planDocuments({
          alignment,
          snapshot: memorySnapshot({}),
          config: defaultConfig,
          templates,
        })
        expect(problems).toEqual([])
        const written = Object.fromEntries(files.map(({ path, content }) => [path, content ?? '']))
        for (const [path, content] of Object.entries(written)) {
          if (!path.endsWith('.md')) continue
          const parsed = parseManagedBlocks(content, path)
          expect(parsed.ok).toBe(true)
          expect(content).not.toMatch(/^<script|^\| a \| b \|$/m)
        }
        const again = planDocuments({
          alignment,
          snapshot: memorySnapshot(written),
          config: defaultConfig,
          templates,
        })
        expect(again).toEqual({ files: [], problems: [], changedClaims: [], handEdits: [] })
      }),
      { numRuns: 60 },
    )
  })

  it('draw a map whose labels end where they should', () => {
    const { files } = planDocuments({
      alignment: saying('a"]; evil["b'),
      snapshot: memorySnapshot({}),
      config: defaultConfig,
      templates,
    })
    const map = files.find(({ path }) => path === defaultConfig.documents.architecture)?.content ?? ''
    expect(map).toContain('["a#34;#93;#59; evil#91;#34;b"]')
  })
})
