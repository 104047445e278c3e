import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { loadTemplates } from '../../src/checkout/load-templates.ts'
import { readWorkTree } from '../../src/checkout/read-work-tree.ts'
import { defaultConfig } from '../../src/config/default-config.ts'
import { planDocuments } from '../../src/plan/documents/plan-documents.ts'
import { memorySnapshot } from '../support/snapshot.ts'
import { saying } from '../unit/plan/hostile-repository.ts'
import { chromium, openBrowser, openFile } from './open-browser.ts'

const root = join(import.meta.dirname, '../..')
const describeWithBrowser = chromium === null ? describe.skip : describe
if (chromium === null)
  console.warn('SKIPPED: no Chromium is installed, so no document is looked at in a browser')

let browser: Browser
beforeAll(async () => {
  if (chromium !== null) browser = await openBrowser(chromium)
})
afterAll(async () => {
  if (chromium !== null) await browser.close()
})

/** What a reader of a page would stumble over. */
async function stumblingBlocks(page: Page): Promise<unknown> {
  // The page's own world: a text, so that it needs no types of a browser here.
  return await page.evaluate(`({
    diagramFaults: [...document.querySelectorAll('.diagram-fault, .error-icon')].map((fault) => fault.textContent),
    brokenTables: [...document.querySelectorAll('table')].filter((table) =>
      [...table.rows].some((row) => row.cells.length !== table.rows[0].cells.length)).length,
    missingPictures: [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src),
    rawMarkup: (document.body.innerText.match(/<!-{2}|-{2}>|^\\|.*\\||nur-keeper:(begin|end|seal)/m) ?? []).slice(0, 1),
    scripts: document.querySelectorAll('script').length,
    struckByScript: 'struck' in window,
  })`)
}

const clean = {
  diagramFaults: [],
  brokenTables: 0,
  missingPictures: [],
  rawMarkup: [],
  scripts: 2,
  struckByScript: false,
}

describeWithBrowser('the documents of this repository, in a browser', () => {
  const snapshot = readWorkTree(root)
  const paths = [...snapshot.entries.keys()].filter((path) => /^docs\/.*\.(md|svg)$/.test(path))
  const files = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
  const generated = paths.filter((path) => (files.get(path) ?? '').includes('nur-keeper:begin'))

  it.each(generated)('%s reads well, and links to what is there', async (path) => {
    const { page, faults } = await openFile(browser, files, path)
    expect(await stumblingBlocks(page)).toEqual(clean)
    expect(faults).toEqual([])
    const links = await page.evaluate<readonly string[]>(
      `[...document.links].map((link) => link.getAttribute('href'))`,
    )
    const missing = links
      .filter((link) => !/^(https?:|#)/.test(link))
      .map((link) => decodeURIComponent(new URL(link, `file:///${path}`).pathname.slice(1)))
      .filter((target) => !existsSync(join(root, target)))
    expect(missing).toEqual([])
    await page.close()
  })

  it('has its answer on the first screen', async () => {
    const { page } = await openFile(browser, files, 'docs/MODULES_ARCHITECTURE.md')
    const answer = page.getByText('service packages have their module:').first()
    expect((await answer.boundingBox())?.y).toBeLessThan(600)
    await page.close()
  })

  it('draws a diagram where the document has one', async () => {
    const { page } = await openFile(browser, files, 'docs/MODULES_ARCHITECTURE.md')
    const fenced = (files.get('docs/MODULES_ARCHITECTURE.md') ?? '').split('```mermaid').length - 1
    expect(await page.locator('.diagram svg').count()).toBe(fenced)
    expect(fenced).toBeGreaterThan(0)
    await page.close()
  })

  it.each(['light', 'dark'] as const)('shows its pictures on their own background, %s', async (scheme) => {
    for (const path of paths.filter((one) => one.endsWith('.svg'))) {
      const { page, faults } = await openFile(browser, files, path, scheme)
      expect(faults).toEqual([])
      const colours = await page.evaluate<readonly string[]>(
        `[document.querySelector('.page'), ...document.querySelectorAll('text')].map((part) => getComputedStyle(part).fill)`,
      )
      const [background = 0, ...texts] = colours.map(lightness)
      expect(texts.length).toBeGreaterThan(2)
      for (const text of texts) expect(Math.abs(text - background)).toBeGreaterThan(0.35)
      await page.close()
    }
  })
})

describeWithBrowser('the documents of a hostile repository, in a browser', () => {
  it.each([
    'a "quoted" [name] {of} (a) <thing> #35; ; end',
    'a | b || c \\| d',
    '<!-- hidden --> <b onmouseover="struck=1">bold</b> <script>window.struck = 1</script>',
    '<img src="x" onerror="window.struck = 1">',
    '--> ``` </details> %% click call subgraph',
    '[link](javascript:window.struck=1) ![x](y) **bold** _it_ `code`',
  ])('%j is shown as it is', async (text) => {
    const { files } = planDocuments({
      alignment: saying(text),
      snapshot: memorySnapshot({}),
      config: defaultConfig,
      templates: loadTemplates(),
    })
    const written = new Map(files.map(({ path, content }) => [path, content ?? '']))
    for (const path of written.keys()) {
      if (!/\.(md|svg)$/.test(path)) continue
      const { page, faults } = await openFile(browser, written, path)
      expect(faults).toEqual([])
      if (path.endsWith('.md')) {
        expect(await stumblingBlocks(page)).toMatchObject({ ...clean, rawMarkup: expect.anything() })
        expect(await page.evaluate(`document.querySelectorAll('b, img[src="x"], [onerror]').length`)).toBe(0)
      }
      if (path.includes('options/') || path === defaultConfig.documents.architecture) {
        expect(await visibleText(page)).toContain(squeeze(text.replace(/^services\./, '')))
      }
      await page.close()
    }
  })

  it('keeps quotes and brackets in the labels of its diagram', async () => {
    const text = 'a "b" [c] {d} (e) <f> #35; | g'
    const { files } = planDocuments({
      alignment: saying(text),
      snapshot: memorySnapshot({}),
      config: defaultConfig,
      templates: loadTemplates(),
    })
    const written = new Map(files.map(({ path, content }) => [path, content ?? '']))
    const { page } = await openFile(browser, written, defaultConfig.documents.architecture)
    expect(squeeze(await page.locator('.diagram').first().innerText())).toContain(squeeze(text))
    await page.close()
  })
})

async function visibleText(page: Page): Promise<string> {
  return squeeze(await page.locator('body').innerText())
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

/** From 0, black, to 1, white, of `rgb(r, g, b)`. */
function lightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number)
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
}
