import { describe, expect, it } from '@jest/globals'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import type { Config } from '../../../../src/config/schema.ts'
import type { Alignment } from '../../../../src/model/alignment.ts'
import { planDocuments, type DocumentsPlan } from '../../../../src/plan/documents/plan-documents.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { alignedOf, alignmentOf, libraryOf, moduleOf, named, packageOf, problemOf } from '../sample.ts'

const templates = loadTemplates()
const architecture = defaultConfig.documents.architecture

const knot = alignedOf(packageOf('tangled-knot', { org: 'tangled', name: 'knot' }), {
  status: 'aligned',
  modules: ['modules/tangled/knot.nix'],
  services: ['services.tangled.knot'],
})
const spindle = alignedOf(packageOf('tangled-spindle', { org: 'tangled', name: 'spindle' }))
const lexgen = alignedOf(packageOf('tangled-lexgen', { org: 'tangled', name: 'lexgen' }), {
  kind: 'library',
  status: 'not-a-service',
  evidence: [{ kind: 'library', weight: 5, text: 'says | `library` <!-- x -->' }],
})
const location = { path: 'modules/tangled/knot.nix', line: 3, column: 1 }
const knotModule = moduleOf('modules/tangled/knot.nix', 'services.tangled.knot', {
  org: 'tangled',
  libraries: ['lib/service-common.nix'],
  options: [
    {
      path: 'services.tangled.knot.enable',
      type: 'bool',
      default: 'false',
      example: null,
      description: 'x',
      location,
      inSubmodule: false,
    },
    {
      path: 'services.tangled.knot.owner',
      type: 'str',
      default: null,
      example: '"did:plc:x"',
      description: null,
      location,
      inSubmodule: false,
    },
  ],
})
const orphan = moduleOf('modules/common/logging.nix', null, { entryPoints: [] })
const library = libraryOf(
  'lib/service-common.nix',
  { mkUserConfig: [named('cfg')] },
  { usedBy: ['modules/tangled/knot.nix'], purpose: 'What services share. More.' },
)
const alignment = alignmentOf(
  [knot, spindle, lexgen],
  { modules: [orphan, knotModule], libraries: [library] },
  [problemOf('orphan-module', { severity: 'warning', path: 'modules/common/logging.nix' })],
)

function plan(
  files: Readonly<Record<string, string>> = {},
  from: Alignment = alignment,
  config: Config = defaultConfig,
  date = '2026-01-02',
): DocumentsPlan {
  const snapshot = { ...memorySnapshot(files), committedAt: `${date}T03:04:05Z` }
  return planDocuments({ alignment: from, snapshot, config, templates })
}

function written(planned: DocumentsPlan): Record<string, string> {
  return Object.fromEntries(planned.files.map(({ path, content }) => [path, content ?? '']))
}

describe('planDocuments', () => {
  it('writes both documents and the data, the answer first', () => {
    const files = written(plan())
    expect(Object.keys(files)).toEqual([
      'docs/MODULES_ARCHITECTURE.md',
      'docs/PACKAGES_AND_MODULES.md',
      'docs/alignment-history.json',
      'docs/alignment-history.svg',
      'docs/alignment.json',
      'docs/badge.json',
      'docs/modules-map.svg',
      'docs/options/README.md',
      'docs/options/tangled.md',
    ])
    const text = files[architecture] ?? ''
    expect(text).toMatch(
      /## Executive Summary\n\n<!-- nur-keeper:begin executive-summary -->\n\n\*\*1 of 2 service packages have their module: 50 %\.\*\*/,
    )
    expect(text).toContain(
      '- 2 modules in 2 directories, with 1 service to enable; 1 module no entry point imports',
    )
    expect(text).toContain('as of 2026-01-02')
    expect(text).toContain('| [`mkUserConfig cfg`](../lib/service-common.nix#L1) |')
    expect(text).toContain('services.tangled.knot = {\n  enable = true;\n  owner = "did:plc:x";\n};')
    expect(files['docs/PACKAGES_AND_MODULES.md']).toContain('says \\| `library` &lt;\\!-- x --&gt;')
    expect(JSON.parse(files['docs/alignment.json'] ?? '')).toMatchObject({
      summary: { aligned: 1, missing: 1 },
    })
  })

  it('has tables that add up', () => {
    const text = written(plan())[architecture] ?? ''
    const cells = (name: string): number =>
      Number(new RegExp(`^\\| \\**${name}\\** \\| \\**(\\d+)`, 'm').exec(text)?.[1])
    expect(cells('Ecosystem') + cells('Service') + cells('Utility')).toBe(cells('All modules'))
    expect(
      cells('Services with their module') +
        cells('Services without a module') +
        cells('Tools, libraries and frontends'),
    ).toBe(cells('All packages'))
  })

  it('changes nothing the second time, nor when only the date differs', () => {
    const files = written(plan())
    expect(plan(files)).toEqual({ files: [], problems: [], changedClaims: [], handEdits: [] })
    expect(plan(files, alignment, defaultConfig, '2027-12-31').files).toEqual([])
  })

  it('changes only the lines about what changed', () => {
    const before = written(plan())
    const more = alignmentOf(
      [knot, spindle, lexgen, alignedOf(packageOf('zeta'), { kind: 'tool', status: 'not-a-service' })],
      { modules: [orphan, knotModule], libraries: [library] },
      alignment.problems,
    )
    const after = written(plan(before, more))
    const lines = (after['docs/PACKAGES_AND_MODULES.md'] ?? '').split('\n')
    const old = new Set((before['docs/PACKAGES_AND_MODULES.md'] ?? '').split('\n'))
    const changed = lines.filter((line) => !old.has(line) && !line.includes('nur-keeper:seal'))
    expect(changed).toHaveLength(3)
    expect(changed.filter((line) => line.includes('zeta'))).toHaveLength(1)
  })

  it('keeps what people write outside the markers, to the byte', () => {
    const files = written(plan())
    const mine = `\uFEFF---\r\ntitle: x\r\n---\r\n${(files[architecture] ?? '').replaceAll('\n', '\r\n')}\r\n## Mine\r\n\r\n74 things\r\n`
    const again = plan({
      ...files,
      [architecture]: mine.replace('1 of 2 service packages', '9 of 9 service packages'),
    })
    expect(written(again)[architecture]).toBe(mine)
  })

  it('shows a hand edit before it is replaced', () => {
    const files = written(plan())
    const edited = (files[architecture] ?? '').replace(
      'Every number here',
      'My own words.\nEvery number here',
    )
    expect(plan({ ...files, [architecture]: edited }).handEdits).toEqual([
      { path: architecture, block: 'executive-summary', lines: ['My own words.'] },
    ])
  })

  it('refuses half a pair of markers, and writes the others', () => {
    const planned = plan({ [architecture]: '# x\n\n<!-- nur-keeper:begin conclusion -->\n' })
    expect(planned.problems).toMatchObject([{ code: 'broken-markers', path: architecture, line: 3 }])
    expect(planned.files.map(({ path }) => path)).toEqual([
      'docs/PACKAGES_AND_MODULES.md',
      'docs/alignment-history.json',
      'docs/alignment-history.svg',
      'docs/alignment.json',
      'docs/badge.json',
      'docs/modules-map.svg',
      'docs/options/README.md',
      'docs/options/tangled.md',
    ])
  })

  it('adopts a document without markers: what it knows is computed, the rest stays', () => {
    const old =
      '# NixOS Modules Architecture & Package Alignment\n\n**74 modules**\n\n## Executive Summary\n\n74 modules, 100 %.\n\n### Deep\n\nx\n\n## Our History\n\nkept\n\n## Conclusion\n\nPerfect ✅\n'
    const claim = {
      type: 'count',
      subject: 'modules',
      number: 74,
      atLeast: false,
      text: '74 modules',
      location: { path: architecture, line: 7, column: 1 },
    } as const
    const stale = problemOf('stale-claim', {
      path: architecture,
      line: 7,
      column: 1,
      message: `${architecture} says "74 modules", but there are 2.`,
    })
    const from = {
      ...alignment,
      inventory: { ...alignment.inventory, claims: [claim] },
      problems: [...alignment.problems, stale],
    }
    const planned = plan({ [architecture]: old }, from)
    const text = written(planned)[architecture] ?? ''
    expect(text).not.toMatch(/74 modules|Perfect|### Deep/)
    expect(text).toContain('## Our History\n\nkept\n\n## Conclusion\n\n<!-- nur-keeper:begin conclusion -->')
    expect(text).toContain(
      '# NixOS Modules Architecture & Package Alignment\n\n<!-- nur-keeper:begin architecture-lead -->',
    )
    expect(planned.changedClaims).toEqual([
      { path: architecture, line: 7, before: '74 modules', after: 'there are 2' },
    ])
    expect(plan({ ...written(planned) }, from).files).toEqual([])
    // The next run no longer finds the claim that this one corrected, and has nothing to write for it.
    expect(plan({ ...written(planned) }, { ...from, problems: alignment.problems }).files).toEqual([])
  })

  it('groups folders by the categories of the config, and loses none', () => {
    const categories = [{ name: 'Core', directories: ['common'] }]
    const config = { ...defaultConfig, documents: { ...defaultConfig.documents, categories } }
    const text = written(plan({}, alignment, config))[architecture] ?? ''
    expect(text).toContain('**Core** (1 module)')
    expect(text).toContain('**Uncategorised** (1 module)')
  })
})
