import type { FileFacts, FileReference } from '../../model/facts.ts'
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
    return inventory.facts
      .filter(({ path }) => reached.has(path) || !template.test(path))
      .flatMap(findMissing)
  },
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
