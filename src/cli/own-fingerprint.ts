import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Everything of the keeper that has a say in what it finds. */
const parts = ['package.json', 'src', 'grammar/load.ts', 'grammar/nix.wasm']

/**
 * Stands for this keeper, as it is on disk: another version, a changed line or another dependency gives another
 * text. A file is told by its size and by when it last changed in any way (stat(2), `st_ctim`, which no program sets):
 * to read them all takes longer than all else that looking up an outcome does. npm lists what it installed in
 * `node_modules/.package-lock.json`.
 */
export function ownFingerprint(): string {
  const hash = createHash('sha256').update(process.version)
  for (const part of parts) for (const file of filesOf(join(root, part))) add(file)
  const installed = nearest('node_modules/.package-lock.json')
  if (installed !== null) add(installed)
  return hash.digest('hex')

  function add(file: string): void {
    const { size, ctimeMs, ino } = statSync(file)
    hash.update(`\0${file}\0${size}\0${ctimeMs}\0${ino}`)
  }
}

/** The files below a folder; `readdirSync` can do that, too, five times slower. */
function filesOf(path: string): readonly string[] {
  if (/\.(json|wasm|ts)$/.test(path)) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name)
      return entry.isDirectory() ? filesOf(inside) : [inside]
    })
}

/** A file beside the keeper or beside a folder around it; null where there is none. */
function nearest(name: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name)
    if (dirname(folder) === folder) return null
  }
}
