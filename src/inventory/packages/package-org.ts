/** Folders under which packages live. */
const roots = new Set(['pkgs', 'packages'])

export type Placed = { readonly attr: string; readonly path: string }

/**
 * Tells which folder groups each package: `tangled` for `pkgs/tangled/knot.nix`, none for `pkgs/knot/default.nix` or
 * `pkgs/by-name/kn/knot/package.nix`.
 * @param packages by the file that defines each
 * @returns the organisation of each, in the same order
 */
export function packageOrgs(packages: readonly Placed[]): readonly (string | null)[] {
  const inFolder = new Map<string, Placed[]>()
  const placed = packages.map((pkg) => ({ pkg, place: placeOf(pkg.path) }))
  for (const { pkg, place } of placed) {
    if (place === null) continue
    const others = inFolder.get(place.folder)
    if (others) others.push(pkg)
    else inFolder.set(place.folder, [pkg])
  }
  const folders = new Map([...inFolder].map(([folder, own]) => [folder, isOrganisation(folder, own)]))
  return placed.map(({ place }) =>
    place !== null && folders.get(place.folder) === true ? place.folder : null,
  )
}

/** The folder right below the packages' root; null for a file elsewhere or in no folder. */
function placeOf(path: string): { readonly folder: string } | null {
  const parts = path.split('/')
  const root = parts.findIndex((part) => roots.has(part))
  const folder = parts[root + 1]
  if (root === -1 || folder === undefined || parts.length < root + 3) return null
  return folder === 'by-name' ? null : { folder }
}

/**
 * A folder groups packages if it holds folders of packages or several files of packages, or if its packages' attributes
 * start with its name. A folder that is itself one package, with what it needs beside it, is none.
 */
function isOrganisation(folder: string, packages: readonly Placed[]): boolean {
  const files = packages.map(({ path }) => path.slice(path.indexOf(`/${folder}/`) + folder.length + 2))
  const own = new Set(files)
  const isPackage = packages.every(({ attr }) => attr === folder || attr.split('.').at(-1) === folder)
  if (isPackage) return false
  const prefixed = packages.every(
    ({ attr }) => attr.startsWith(`${folder}-`) || attr.startsWith(`${folder}.`),
  )
  if (prefixed && (own.size > 1 || !own.has('default.nix') || packages.length > 1)) return true
  if (packages.length === 1) return files.some((file) => file.includes('/'))
  return own.size > 1 && !own.has('package.nix')
}
