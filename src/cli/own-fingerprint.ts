import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Everything of the keeper that has a say in what it finds. */
const parts = ['package.json', 'src', 'grammar/load.ts', 'grammar/nix.wasm']

/**
 * Stands for this keeper, as it is on disk: another version, a changed line or another dependency gives another
 * text. npm lists what it installed in `node_modules/.package-lock.json`.
 */
export function ownFingerprint(): string {
  const hash = createHash('sha256').update(process.version)
  for (const part of parts) for (const file of filesOf(join(root, part))) add(file)
  const installed = nearest('node_modules/.package-lock.json')
  if (installed !== null) add(installed)
  return hash.digest('hex')

  function add(file: string): void {
    const content = readFileSync(file)
    hash.update(`\0${file}\0${content.length}\0`).update(content)
  }
}

function filesOf(path: string): readonly string[] {
  if (path.endsWith('.json') || path.endsWith('.wasm') || path.endsWith('.ts')) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A file beside the keeper or beside a folder around it; null where there is none. */
function nearest(name: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name)
    if (dirname(folder) === folder) return null
  }
}
