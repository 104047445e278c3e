/** Folders under which modules live, and folders that sort them by system: neither groups by owner. */
const roots = new Set([
  'modules',
  'nixos-modules',
  'nixosModules',
  'home-modules',
  'darwin-modules',
  'hm-modules',
])
const systems = new Set([
  'nixos',
  'home-manager',
  'home',
  'hm',
  'darwin',
  'nix-darwin',
  'services',
  'programs',
])

/**
 * Tells which folder groups a module: `tangled` for `modules/tangled/knot.nix`, none for `modules/knot/default.nix`.
 * @param path of the module
 * @param all paths of all modules: a folder with one module, its `default.nix`, is that module's own
 */
export function moduleOrg(
  path: string,
  all: readonly string[],
  packageOrgs: ReadonlySet<string>,
): string | null {
  const parts = path.split('/')
  let at = parts.findIndex((part) => roots.has(part))
  if (at === -1) return null
  while (systems.has(parts[at + 1] ?? '') && parts.length > at + 3) at++
  const folder = parts[at + 1]
  if (folder === undefined || parts.length < at + 3) return null
  if (packageOrgs.has(folder)) return folder
  const prefix = `${parts.slice(0, at + 2).join('/')}/`
  const others = all.filter((other) => other.startsWith(prefix))
  return others.length > 1 || parts.at(-1) !== 'default.nix' ? folder : null
}
