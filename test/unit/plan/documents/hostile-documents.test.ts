import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import { planDocuments } from '../../../../src/plan/documents/plan-documents.ts'
import { parseManagedBlocks } from '../../../../src/render/managed-blocks/parse-managed-blocks.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { saying } from '../hostile-repository.ts'

const templates = loadTemplates()

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
