import type { EntryPoint } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'

/** Faults that are there whatever nixpkgs has; those of attributes and files have checks of their own. */
const sure = new Set(['type-error', 'missing-argument', 'unexpected-argument'])

export const evaluationError: Check = {
  code: 'evaluation-error',
  severity: 'error',
  title: 'an entry point, or a part of it, that Nix cannot evaluate',
  explanation:
    'Evaluating what an entry point hands out fails: a function is used as a set, or is called without an argument it ' +
    'needs. Whoever uses that part gets the error, and only they. Flakes that other repositories build are not judged.',
  bad: {
    'default.nix':
      '{ pkgs }:\n{\n  modules.imports = [ (import ./modules/beacon.nix // { key = "beacon"; }) ];\n}\n',
    'modules/beacon.nix':
      '{ lib, ... }:\n{\n  options.services.beacon.enable = lib.mkEnableOption "beacon";\n}\n',
  },
  good: {
    'default.nix': '{ pkgs }:\n{\n  modules.imports = [ ./modules/beacon.nix ];\n}\n',
    'modules/beacon.nix':
      '{ lib, ... }:\n{\n  options.services.beacon.enable = lib.mkEnableOption "beacon";\n}\n',
  },
  find: ({ inventory }) => {
    const seen = new Set<string>()
    return inventory.entryPoints
      .filter(({ path }) => path !== 'flake.nix')
      .flatMap(describeFaults)
      .filter(({ subject }) => !seen.has(subject) && seen.add(subject))
  },
}

function describeFaults({ path, faults }: EntryPoint): readonly Finding[] {
  return faults
    .filter(({ code }) => sure.has(code))
    .map(({ message, location }) => ({
      location,
      message: `Evaluating what ${path} hands out fails: ${message}.`,
      remedy: 'Correct the expression at this line.',
      subject: `${location.path}: ${message}`,
    }))
}
