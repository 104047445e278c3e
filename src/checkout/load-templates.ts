import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const folder = join(import.meta.dirname, '../../templates')

/** The keeper's own templates by name: `scaffold/service.nix` for `templates/scaffold/service.nix.hbs`. */
export function loadTemplates(): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return new Map(
    files.map((file) => [
      relative(folder, file)
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, ''),
      readFileSync(file, 'utf8'),
    ]),
  )
}
