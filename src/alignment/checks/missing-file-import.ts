import type { FileFacts, FileReference } from '../../model/facts.ts'
import type { EntryPoint } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import type { Check, Finding } from './check.ts'

export const missingFileImport: Check = {
  code: 'missing-file-import',
  severity: 'error',
  title: 'an import of a file that is not there',
  explanation:
    'The file imports, calls or reads a path of the repository that does not exist. Nix notices only when somebody ' +
    'gets there, which may be much later. A path that the same file asks `pathExists` about is left out, and so are ' +
    'templates and hidden folders: what they name is there once they have been copied elsewhere.',
  bad: { 'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./pkgs/becon { };\n}\n' },
  good: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
    'pkgs/beacon/default.nix': '{ hello }: hello\n',
  },
  find: ({ inventory }) => {
    const reached = new Set(inventory.entryPoints.flatMap(({ files }) => files))
    const written = inventory.facts
      .filter(({ path }) => reached.has(path) || !template.test(path))
      .flatMap(findMissing)
    const failing = inventory.entryPoints.flatMap((entryPoint) => findFailing(entryPoint, written))
    const subjects = new Set<string>()
    return [...written, ...failing.filter(({ subject }) => !subjects.has(subject) && subjects.add(subject))]
  },
}

/** What evaluation runs into where a path is computed, or named in a set of modules, so that the text does not tell. */
function findFailing({ path, faults }: EntryPoint, written: readonly Finding[]): readonly Finding[] {
  return faults
    .filter(
      ({ code, location }) => code === 'missing-file' && !written.some((one) => isOnLine(one, location)),
    )
    .map(({ message, location }) => ({
      location,
      message: `Evaluating what ${path} hands out fails: ${message}.`,
      remedy: 'Correct the path, add the file, or remove what needs it.',
      subject: `${location.path}: ${message}`,
    }))
}

function isOnLine({ location }: Finding, { path, line }: Location): boolean {
  return location.path === path && location.line === line
}

const template = /(^|\/)(templates?|\.[^/]+)\//i

function findMissing({ path, fileReferences }: FileFacts): readonly Finding[] {
  return firstOfEach(fileReferences.filter(({ missing, guarded }) => missing && !guarded)).map(
    ({ target, use, location }) => ({
      location,
      message: `${path} ${verbs[use]} ${target}, which does not exist.`,
      remedy: 'Correct the path, add the file, or remove what needs it.',
      subject: `${path}: ${target}`,
    }),
  )
}

const verbs: Readonly<Record<FileReference['use'], string>> = {
  import: 'imports',
  call: 'calls',
  module: 'imports the module',
  read: 'reads',
  mention: 'mentions',
}

function firstOfEach(references: readonly FileReference[]): readonly FileReference[] {
  const seen = new Set<string>()
  return references.filter(({ target }) => !seen.has(target) && seen.add(target))
}
