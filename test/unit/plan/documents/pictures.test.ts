import { describe, expect, it } from '@jest/globals'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import { documentView } from '../../../../src/plan/documents/document-view.ts'
import { libraryUses } from '../../../../src/plan/documents/library-uses.ts'
import { drawHistory } from '../../../../src/plan/documents/pictures/draw-history.ts'
import { drawModuleMap } from '../../../../src/plan/documents/pictures/draw-module-map.ts'
import { cutText, quoteXml } from '../../../../src/plan/documents/pictures/svg.ts'
import { alignmentOf, libraryOf, moduleOf } from '../sample.ts'

const hostile = `a</text><script>"'&\0${String.fromCharCode(0xd800)}\u{1F600}]]>`
const modules = [
  moduleOf('modules/tangled/knot.nix', 'services.tangled.knot'),
  moduleOf('modules/tangled/spindle.nix', `services.${hostile}`),
  moduleOf('modules/lost/x.nix', null, { entryPoints: [] }),
]
const common = libraryOf(
  'lib/common.nix',
  {},
  { usedBy: ['modules/tangled/knot.nix', 'modules/tangled/spindle.nix'] },
)
const other = libraryOf('lib/other.nix', {}, { usedBy: ['modules/tangled/knot.nix', 'lib/common.nix'] })
const part = libraryOf('lib/common/part.nix', {}, { usedBy: ['lib/common.nix'] })
const deep = libraryOf('lib/other/deep.nix', {}, { usedBy: ['lib/other.nix'] })
const ring = libraryOf('lib/ring.nix', {}, { usedBy: ['lib/ring2.nix'] })
const ring2 = libraryOf('lib/ring2.nix', {}, { usedBy: ['lib/ring.nix'] })
const idle = libraryOf(`lib/${hostile}.nix`, {}, { usedBy: [] })
const libraries = [common, other, part, deep, ring, ring2, idle]

describe('libraryUses', () => {
  it('tells what modules import from what comes along, and loses none', () => {
    const { entrances, importedBy, partsOf } = libraryUses(alignmentOf([], { modules, libraries }).inventory)
    expect(importedBy('modules/tangled/knot.nix')).toEqual(['lib/common.nix', 'lib/other.nix'])
    expect(partsOf('lib/common.nix')).toEqual([part])
    expect(partsOf('lib/other.nix')).toEqual([deep])
    expect(entrances).toEqual([common, other, ring, ring2, idle])
  })
})

describe('drawModuleMap', () => {
  const draw = (files: typeof modules): string | null =>
    drawModuleMap(
      documentView(alignmentOf([], { modules: files, libraries }), defaultConfig, {
        path: 'docs/x.md',
        date: null,
        history: [],
      }),
    )

  it('draws each module, each library and each import', () => {
    const map = draw(modules) ?? ''
    expect(map).toContain('3 modules in 2 folders, 7 shared libraries')
    expect(map).toContain('>tangled.knot</text>')
    expect(map).toContain('<title>tangled: 2 modules import lib/common.nix</title>')
    expect(map).toContain('<title>tangled: 1 module imports lib/other.nix</title>')
    expect(map).toContain('class="line dashed"')
    expect(map).not.toMatch(/<script|href|url\(|@import|\0/)
    expect(draw(modules)).toBe(map)
    expect(map.split('<text').length).toBe(map.split('</text>').length)
  })

  it('draws nothing where there are no modules', () => {
    expect(draw([])).toBeNull()
  })
})

describe('drawHistory', () => {
  it('steps from point to point, over the days between them', () => {
    const picture = drawHistory([
      { date: '2026-01-01', aligned: 1, services: 2 },
      { date: '2026-01-11', aligned: 2, services: 2 },
    ])
    expect(picture).toContain('2 of 2 services have their module: 100 %')
    expect(picture).toContain('d="M60 100H690V50"')
    expect(picture).toContain('>2026-01-01<')
  })
})

describe('text in pictures', () => {
  it('is quoted, and has nothing that XML has no place for', () => {
    expect(quoteXml(hostile)).toBe(
      'a&#60;/text&#62;&#60;script&#62;&#34;&#39;&#38;\uFFFD\uFFFD\u{1F600}]]&#62;',
    )
  })

  it('is cut between characters', () => {
    expect(cutText('\u{1F600}'.repeat(20), 72, 12)).toBe(`${'\u{1F600}'.repeat(9)}…`)
  })
})
