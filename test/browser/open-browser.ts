import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { renderMarkdown } from '../../local-github/pages/render-markdown.ts'

/** Where Chromium is; null where none is installed. */
export const chromium =
  [
    process.env['CHROMIUM'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((path) => path !== '' && existsSync(path)) ?? null

/** Chromium without a window. As root, as in most containers, it cannot have its own sandbox. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const playwright = await import('playwright-core')
  return await playwright.chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** A reader's tab. */
export type Tab = {
  readonly page: Page
  /** What went wrong on the page so far: faults of scripts, and requests for anything but the repository's files. */
  readonly faults: readonly string[]
}

/** On a machine that does other work besides, in milliseconds. */
const patience = 150_000

const origin = 'http://repository.test/'

/**
 * Opens one file of a repository as GitHub shows it: Markdown as a page, its Mermaid diagrams drawn; pictures as
 * they are. Nothing else can be reached.
 * @param files of the repository: path → text
 */
export async function openFile(
  browser: Browser,
  files: ReadonlyMap<string, string>,
  path: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Tab> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 900 } })
  page.setDefaultTimeout(patience)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.route('**/*', async (route) => {
    const wanted = decodeURIComponent(new URL(route.request().url()).pathname.slice(1))
    const text = wanted === 'mermaid.js' ? mermaid() : files.get(wanted)
    if (!route.request().url().startsWith(origin) || text === undefined) {
      faults.push(`asks for ${route.request().url()}`)
      await route.abort()
    } else if (wanted.endsWith('.md')) {
      await route.fulfill({ contentType: 'text/html; charset=utf-8', body: pageOf(text) })
    } else {
      await route.fulfill({
        contentType: wanted.endsWith('.svg') ? 'image/svg+xml' : 'text/javascript',
        body: text,
      })
    }
  })
  await page.goto(`${origin}${encodeURI(path)}`)
  await page.waitForFunction('document.contentType !== "text/html" || window.drawn === true')
  await keepPicture(page, `${path.replaceAll('/', '-')}-${colorScheme}`)
  return { page, faults }
}

/** For people to look at: `SCREENSHOTS=folder npm test -- test/browser`. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

function mermaid(): string {
  return readFileSync(createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'), 'utf8')
}

/** Draws each diagram, as GitHub does with what is fenced as `mermaid`; a fault stands where the diagram would. */
const draw = `
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxTextSize: 50000, maxEdges: 500 })
const draw = async () => {
  let count = 0
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const place = document.createElement('div')
    try {
      place.className = 'diagram'
      place.innerHTML = (await mermaid.render('diagram' + count++, code.textContent)).svg
    } catch (error) {
      place.className = 'diagram-fault'
      place.textContent = String(error)
    }
    code.parentElement.replaceWith(place)
  }
  window.drawn = true
}
draw()`

const style = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 860px; padding: 2rem }
pre { background: color-mix(in srgb, currentColor 6%, transparent); overflow-x: auto; padding: 1rem }
table { border-collapse: collapse } td, th { border: 1px solid #8888; padding: .3rem .8rem }
h1, h2 { border-bottom: 1px solid #8888 } img { max-width: 100% }
.diagram svg { max-width: 100% }`

function pageOf(markdown: string): string {
  const body = renderMarkdown(markdown).text
  const scripts = markdown.includes('```mermaid')
    ? `<script src="/mermaid.js"></script><script>${draw}</script>`
    : '<script></script><script>window.drawn = true</script>'
  return `<!doctype html><html><head><title>document</title><style>${style}</style></head><body>${body}${scripts}</body></html>`
}
