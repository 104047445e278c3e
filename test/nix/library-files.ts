import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './harness.ts'

const paths = readdirSync(join(repository, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.nix'))
  .map((path) => `lib/${path}`)
  .sort()

/** The files of the shared libraries: text by path from the root. */
export const libraryFiles: Readonly<Record<string, string>> = Object.fromEntries(
  paths.map((path) => [path, readFileSync(join(repository, path), 'utf8')]),
)
