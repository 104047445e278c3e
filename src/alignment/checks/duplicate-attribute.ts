import type { Check } from './check.ts'

export const duplicateAttribute: Check = {
  code: 'duplicate-attribute',
  severity: 'error',
  title: 'a name defined twice in one set, let or function head',
  explanation:
    'Nix refuses a file in which an attribute, a `let` variable or an argument is defined twice. Sets that Nix merges, ' +
    'such as `a.b = 1; a.c = 2;`, are no duplicates.',
  bad: { 'default.nix': '{ pkgs }:\n{\n  a = pkgs.hello;\n  a = pkgs.cowsay;\n}\n' },
  good: { 'default.nix': '{ pkgs }:\n{\n  a = pkgs.hello;\n  b = pkgs.cowsay;\n}\n' },
  find: ({ inventory }) =>
    inventory.facts.flatMap(({ path, faults }) =>
      faults
        .filter(({ code }) => code === 'duplicate-attribute')
        .map(({ message, location, subject }) => ({
          location,
          message: `Nix refuses ${path}: ${message}.`,
          remedy: `Keep one definition of \`${subject}\`.`,
          subject: `${path}: ${subject}`,
        })),
    ),
}
