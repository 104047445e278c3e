import type { AlignedPackage } from '../../model/alignment.ts'
import type { Claim } from '../../model/facts.ts'
import type { Inventory } from '../../model/inventory.ts'
import { topOptions } from '../match-modules.ts'
import type { Check, Finding } from './check.ts'
import { alignedRepository } from './example-parts.ts'

export const staleClaim: Check = {
  code: 'stale-claim',
  severity: 'warning',
  title: 'a claim in prose that the tree contradicts',
  explanation:
    'A document says "74 modules", "100 % aligned", or shows a ✅ beside a package without module, and the repository is ' +
    'otherwise. Only claims about the whole repository are judged: numbers that belong to one organisation, ' +
    'approximations ("about 50"), archived documents and code blocks are left alone. "50+" holds for 50 and more.',
  bad: { ...alignedRepository, 'README.md': '# Our NUR\n\n12 modules for 1 package.\n' },
  good: { ...alignedRepository, 'README.md': '# Our NUR\n\n1 module for 1 package.\n' },
  find: ({ inventory, packages }) =>
    inventory.claims.flatMap((claim) => {
      const truth = contradict(claim, inventory, packages)
      return truth === null ? [] : [describe(claim, truth)]
    }),
}

function describe(claim: Claim, truth: string): Finding {
  return {
    location: claim.location,
    message: `${claim.location.path} says "${claim.text}", but ${truth}.`,
    remedy: 'Correct it, or let `nur-keeper docs` write it in a managed block.',
    subject: `${claim.location.path}: ${claim.text}`,
  }
}

/** What is true instead; null where the claim holds, or cannot be judged. */
function contradict(claim: Claim, inventory: Inventory, packages: readonly AlignedPackage[]): string | null {
  if (claim.type === 'count') return contradictCount(claim, inventory)
  const missing = packages.filter(({ status }) => status === 'missing-module')
  if (claim.type === 'alignment')
    return missing.length === 0 || claim.number < 100
      ? null
      : `${missing.length} ${missing.length === 1 ? 'service has' : 'services have'} no module`
  const names = (aligned: AlignedPackage): readonly string[] => [
    aligned.package.attr,
    ...aligned.package.aliases,
  ]
  const contradicted = missing.find((aligned) => names(aligned).includes(claim.subject))
  return contradicted === undefined ? null : `${contradicted.package.attr} has no module that users can reach`
}

function contradictCount(claim: Claim, inventory: Inventory): string | null {
  if (claim.subject === 'folders') return contradictFolders(claim, inventory)
  const counts = countsOf(claim.subject, inventory)
  if (counts === null || counts.length === 0) return null
  const holds = counts.some((count) => (claim.atLeast ? count >= claim.number : count === claim.number))
  return holds ? null : `there ${counts[0] === 1 ? 'is' : 'are'} ${counts[0] ?? 0}`
}

/** No folder holds so many; an organisation may be what is counted. */
function contradictFolders({ number, atLeast }: Claim, inventory: Inventory): string | null {
  const { packages, modules } = inventory
  const orgs = [packages, modules, [...packages, ...modules]].map(orgCount)
  if (orgs.some((count) => (atLeast ? count >= number : count === number))) return null
  const [below = 0, beside = 0] = ['modules', 'pkgs'].map((folder) => foldersBelow(folder, inventory))
  return `modules/ holds ${folders(below)}, pkgs/ ${folders(beside)}`
}

function folders(count: number): string {
  return `${count} ${count === 1 ? 'folder' : 'folders'}`
}

/** Every number that a reader may fairly call so: the first is the one to tell. */
function countsOf(subject: string, inventory: Inventory): readonly number[] | null {
  const { packages, modules, libraries } = inventory
  if (inventory.entryPoints.some(({ unknown }) => unknown !== null)) return null
  switch (subject) {
    case 'packages': {
      const withAliases = packages.reduce((total, { aliases }) => total + 1 + aliases.length, 0)
      return [packages.length, withAliases, packages.filter(({ disabled }) => disabled === null).length]
    }
    case 'modules':
      return [
        modules.length,
        modules.filter(({ services }) => services.length > 0).length,
        modules.filter(({ entryPoints }) => entryPoints.length > 0).length,
        modules.reduce((total, module) => total + topOptions(module).length, 0),
        filesBelow('modules', inventory),
      ]
    case 'libraries':
      return [libraries.length]
    case 'organisations':
      return [
        orgCount(packages),
        orgCount([...packages, ...modules]),
        orgCount(modules),
        foldersBelow('pkgs', inventory),
        foldersBelow('modules', inventory),
      ]
    default:
      return null
  }
}

function filesBelow(folder: string, { facts }: Inventory): number {
  return facts.filter(({ path }) => path.startsWith(`${folder}/`)).length
}

function foldersBelow(folder: string, { facts }: Inventory): number {
  const parts = facts
    .map(({ path }) => path.split('/'))
    .filter((names) => names[0] === folder && names.length > 2)
  return new Set(parts.map((names) => names[1])).size
}

function orgCount(owned: readonly { readonly org: string | null }[]): number {
  return new Set(owned.flatMap(({ org }) => (org === null ? [] : [org]))).size
}
