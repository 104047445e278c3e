import type { FileFault } from '../../model/facts.ts'
import type { Check } from './check.ts'

export const syntaxError: Check = {
  code: 'syntax-error',
  severity: 'error',
  title: 'a file that Nix cannot parse',
  explanation:
    'Nix refuses the file, and with it everything that imports it. The rest of the repository is still checked. A file ' +
    'that would take too long or too much memory to be read is not read either, though Nix may take it: what it ' +
    'holds is not known.',
  bad: { 'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./beacon.nix { }\n}\n' },
  good: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./beacon.nix { };\n}\n',
    'beacon.nix': '{ hello }: hello\n',
  },
  find: ({ inventory }) =>
    inventory.facts.flatMap(({ path, faults }) =>
      faults
        .filter(({ code }) => code === 'syntax-error')
        .map(({ message, location, subject, limit }) => ({
          location,
          message: `${path} ${limit === null ? 'cannot be' : 'is not'} read: ${message}.`,
          remedy: remedyFor(path, limit),
          subject: `${path}: ${subject}`,
        })),
    ),
}

function remedyFor(path: string, limit: FileFault['limit']): string {
  switch (limit) {
    case null:
      return `Run \`nix-instantiate --parse ${path}\` and correct what it points at.`
    case 'word':
      return 'Nix may take it, in a time that grows with the square of its length: put spaces around its operators, or exclude the file in the config.'
    case 'memory':
      return 'Nix may take it: divide the file, or exclude it in the config.'
  }
}
