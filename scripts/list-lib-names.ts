import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/**
 * Writes down which names nixpkgs' `lib` has: `src/nix/lib/names.ts`. NIXPKGS_LIB lists folders of `lib`, of several
 * releases: a name that any of them has counts, since nobody knows which nixpkgs a repository is used with.
 *
 *     NIXPKGS_LIB=/one/lib:/other/lib node scripts/list-lib-names.ts
 */

/** Sets inside `lib` whose names are listed; those of maintainers and teams change daily. */
const sets = [
  'asserts attrsets cli customisation debug derivations fetchers fileset filesystem fixedPoints flakes generators',
  'gvariant kernel licenses lists meta misc modules network network.ipv6 options path path.subpath platforms',
  'sourceTypes sources strings stringsWithDeps systems systems.doubles systems.examples systems.inspect',
  'systems.parse trivial types types.ints types.numbers versions',
]
  .join(' ')
  .split(' ')

const expression = `
  folder:
  let
    lib = import folder;
    get = path: builtins.foldl' (set: name: if builtins.isAttrs set then set.\${name} or null else null) lib path;
    namesOf = value: if builtins.isAttrs value then builtins.attrNames value else [ ];
    split = text: builtins.filter builtins.isString (builtins.split "[.]" text);
  in
  { top = builtins.attrNames lib; }
  // builtins.listToAttrs (map (name: { inherit name; value = namesOf (get (split name)); })
    (builtins.fromJSON ''${JSON.stringify(sets)}''))
`

function namesIn(folder: string, directory: string): Record<string, string[]> {
  const environment = {
    NIX_STATE_DIR: directory,
    NIX_STORE_DIR: directory,
    NIX_LOG_DIR: directory,
    HOME: directory,
  }
  const { status, stdout, stderr } = spawnSync(
    'nix-instantiate',
    ['--eval', '--strict', '--json', '-E', `(${expression}) (/. + ${JSON.stringify(folder)})`],
    { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...environment } },
  )
  if (status !== 0) throw new Error(`${folder}: ${stderr}`)
  return JSON.parse(stdout) as Record<string, string[]>
}

/** Lines of names, each in quotes, no wider than the code. */
function wrapped(names: readonly string[]): string {
  const lines = ['']
  for (const name of names) {
    const line = lines.at(-1) ?? ''
    if (line.length + name.length > 100) lines.push(name)
    else lines[lines.length - 1] = line === '' ? name : `${line} ${name}`
  }
  return lines
    .map((line, index) => `    ${JSON.stringify(index < lines.length - 1 ? `${line} ` : line)}`)
    .join(' +\n')
}

const folders = (process.env['NIXPKGS_LIB'] ?? '').split(delimiter).filter((folder) => folder !== '')
if (folders.length === 0) throw new Error('NIXPKGS_LIB lists no folder')
const directory = mkdtempSync(join(tmpdir(), 'lib-names-'))
const found = new Map<string, Set<string>>()
for (const folder of folders) {
  for (const [set, names] of Object.entries(namesIn(folder, directory))) {
    found.set(set, new Set([...(found.get(set) ?? []), ...names]))
  }
}
rmSync(directory, { recursive: true })
const entries = [...found].map(([set, names]) => `  ${JSON.stringify(set)}:\n${wrapped([...names].sort())},`)
writeFileSync(
  join(import.meta.dirname, '../src/nix/lib/names.ts'),
  `/**
 * Names that nixpkgs' \`lib\` has or had in recent years, by the set they are in; \`top\` is \`lib\` itself.
 * Facts, written by scripts/list-lib-names.ts.
 */
export const namesOfLib: Readonly<Record<string, string>> = {
${entries.join('\n')}
}
`,
)
