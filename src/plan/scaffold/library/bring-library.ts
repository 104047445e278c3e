import type { Inventory } from '../../../model/inventory.ts'
import type { OwnLibrary } from '../../../model/own-library.ts'
import type { Snapshot } from '../../../model/snapshot.ts'
import { roleOf } from './roles.ts'

/** The keeper's library in another repository. */
export type BroughtLibrary = {
  /** The file that modules import. */
  readonly path: string
  /** What has to be written for it; empty where it is there already, as it is or edited. */
  readonly files: ReadonlyMap<string, string>
}

const main = 'service-common.nix'
const licence = 'service-common/LICENSE'

/**
 * Puts the keeper's library into the `lib` folder of a repository, each file with a word on where it comes from.
 * A file that is there is never touched: where the library itself is there, nothing is written.
 * @returns null where the folder's name is taken by something else, or only a part of the library is there
 */
export function bringLibrary(tree: Snapshot, own: OwnLibrary): BroughtLibrary | null {
  const path = `lib/${main}`
  if (tree.entries.has(path)) return { path, files: new Map() }
  const texts = [...own.files].map(([name, text]): [string, string] => [name, withOrigin(name, text, own)])
  const files = new Map(
    [...texts, [licence, own.licence] as const].map(([name, text]) => [`lib/${name}`, text]),
  )
  const taken = [...files.keys()].some((file) => tree.entries.has(file))
  return taken || ['lib', 'lib/service-common'].some((folder) => tree.entries.has(folder))
    ? null
    : { path, files }
}

/**
 * The licence wants its notice in every copy; the text of it lies beside the parts. What a file says of itself stays first.
 */
function withOrigin(name: string, text: string, { version, licence: terms }: OwnLibrary): string {
  const [title = '', , copyright = ''] = terms.split('\n')
  const place = name === main ? licence : 'LICENSE'
  const lines = [
    `From nur-keeper ${version}, lib/${name}.`,
    `${copyright}. ${title}: see ${place}.`,
    ...(name === main
      ? ['Change it as you like: the keeper uses it as it stands, and never overwrites it.']
      : []),
  ]
  if (text.startsWith('/**\n')) {
    const [first = '', ...rest] = text.split('\n\n')
    return [first, lines.map((line) => `  ${line}`).join('\n'), ...rest].join('\n\n')
  }
  const [, above = '', below = ''] = /^((?:#.*\n)*)([^]*)$/.exec(text) ?? []
  return `${above}${above === '' ? '' : '#\n'}${lines.map((line) => `# ${line}\n`).join('')}${below}`
}

/** Whether modules of a repository have no library, of functions as the keeper knows them, in common. */
export function lacksLibrary({ modules, libraries }: Inventory): boolean {
  const paths = new Set(modules.map(({ path }) => path))
  return !libraries.some(
    ({ usedBy, exports }) =>
      usedBy.some((user) => paths.has(user)) && exports.some(({ name }) => roleOf(name) !== null),
  )
}
