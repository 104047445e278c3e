import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

const root = join(import.meta.dirname, '../golden')

/** The cases, by name: folders with `base`, `head` and `expected`. */
export function goldenCases(): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** A folder of a case. */
export function goldenFolder(name: string, part: 'base' | 'head' | 'expected'): string {
  return join(root, name, part)
}

/** What a case expects, by path. */
export function readExpected(name: string): ReadonlyMap<string, string> {
  const folder = goldenFolder(name, 'expected')
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
  )
}

/** Whether this run writes what cases expect instead of comparing it: `npm run test:update`. */
export const updates = process.env['UPDATE_GOLDEN'] === '1'

/** Replaces what a case expects. */
export function writeExpected(name: string, files: ReadonlyMap<string, string>): void {
  const folder = goldenFolder(name, 'expected')
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
