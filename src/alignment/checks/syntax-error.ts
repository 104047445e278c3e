import type { Check } from './check.ts'

export const syntaxError: Check = {
  code: 'syntax-error',
  severity: 'error',
  title: 'a file that Nix cannot parse',
  explanation:
    'Nix refuses the file, and with it everything that imports it. The rest of the repository is still checked.',
  bad: { 'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./beacon.nix { }\n}\n' },
  good: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./beacon.nix { };\n}\n',
    'beacon.nix': '{ hello }: hello\n',
  },
  find: ({ inventory }) =>
    inventory.facts.flatMap(({ path, faults }) =>
      faults
        .filter(({ code }) => code === 'syntax-error')
        .map(({ message, location, subject }) => ({
          location,
          message: `${path} cannot be read: ${message}.`,
          remedy: `Run \`nix-instantiate --parse ${path}\` and correct what it points at.`,
          subject: `${path}: ${subject}`,
        })),
    ),
}
