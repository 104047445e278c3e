import type { FileReference } from '../../model/facts.ts'
import type { Check } from './check.ts'

export const missingFileImport: Check = {
  code: 'missing-file-import',
  severity: 'error',
  title: 'an import of a file that is not there',
  explanation:
    'The file imports, calls or reads a path of the repository that does not exist. Nix notices only when somebody ' +
    'gets there, which may be much later. A path that the same file asks `pathExists` about is left out.',
  bad: { 'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./pkgs/becon { };\n}\n' },
  good: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
    'pkgs/beacon/default.nix': '{ hello }: hello\n',
  },
  find: ({ inventory }) =>
    inventory.facts.flatMap(({ path, fileReferences }) =>
      firstOfEach(fileReferences.filter(({ missing, guarded }) => missing && !guarded)).map(
        ({ target, use, location }) => ({
          location,
          message: `${path} ${verbs[use]} ${target}, which does not exist.`,
          remedy: 'Correct the path, add the file, or remove what needs it.',
          subject: `${path}: ${target}`,
        }),
      ),
    ),
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
