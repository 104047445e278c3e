import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import type { OwnLibrary } from '../model/own-library.ts'

const root = join(import.meta.dirname, '../..')

/** What every service module shares, and the folder of its parts. */
const main = 'service-common.nix'
const parts = 'service-common'

/** Reads the shared library of this very keeper, as its own modules use it. */
export function loadOwnLibrary(): OwnLibrary {
  const names = [main, ...readdirSync(join(root, 'lib', parts)).map((name) => `${parts}/${name}`)].sort()
  return {
    version: packageFile.version,
    licence: readFileSync(join(root, 'LICENSE'), 'utf8'),
    files: new Map(names.map((name) => [name, readFileSync(join(root, 'lib', name), 'utf8')])),
  }
}
