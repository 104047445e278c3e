import type { EvaluationFault, Inventory } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'
import { findUndeclaredReads } from '../undeclared-reads.ts'

export const unknownAttribute: Check = {
  code: 'unknown-attribute',
  severity: 'error',
  title: 'an attribute read from a set that does not have it',
  explanation:
    'A module reads an option of its own that it never declares (`cfg.dataDira`), or a module, a library or an entry ' +
    'point reads an attribute of a set that is known in full and does not have it. Found by evaluation, which follows ' +
    'calls into libraries; sets that are not known in full are left alone.',
  bad: {
    'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
    'modules/beacon.nix': `{ config, lib, ... }:
let
  cfg = config.services.beacon;
in
{
  options.services.beacon = {
    enable = lib.mkEnableOption "beacon";
    dataDir = lib.mkOption { type = lib.types.path; default = "/var/lib/beacon"; };
  };
  config = lib.mkIf cfg.enable {
    systemd.tmpfiles.rules = [ "d \${cfg.dataDira} 0750 - - -" ];
  };
}
`,
  },
  good: {
    'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
    'modules/beacon.nix': `{ config, lib, ... }:
let
  cfg = config.services.beacon;
in
{
  options.services.beacon = {
    enable = lib.mkEnableOption "beacon";
    dataDir = lib.mkOption { type = lib.types.path; default = "/var/lib/beacon"; };
  };
  config = lib.mkIf cfg.enable {
    systemd.tmpfiles.rules = [ "d \${cfg.dataDir} 0750 - - -" ];
  };
}
`,
  },
  find: ({ inventory }) => {
    const faults = [
      ...inventory.modules.flatMap((module) => module.faults),
      ...inventory.entryPoints.flatMap((entryPoint) => entryPoint.faults),
      ...inventory.libraries.flatMap((library) => library.faults),
    ].filter(({ code, message }) => code === 'missing-attribute' && !isOfOldNixpkgs(message))
    const reads = findUndeclaredReads(inventory)
    const own = packageReads(inventory)
    const isRead = ({ location, message }: EvaluationFault): boolean =>
      reads.some(
        (read) =>
          lineOf(read.location) === lineOf(location) && message.includes(`'${lastPart(read.option)}'`),
      )
    return firstOfEach([
      ...faults.filter((fault) => !own.has(lineOf(fault.location)) && !isRead(fault)).map(describeFault),
      ...reads.map(describeRead),
    ])
  },
}

/** What scopes had until nixpkgs 24.05: a flake may be locked to one that has it. */
function isOfOldNixpkgs(message: string): boolean {
  return message.includes("'overrideScope''")
}

/** Lines that take a package from the flake: what is missing there has a check of its own. */
function packageReads(inventory: Inventory): ReadonlySet<string> {
  const lines = new Set<string>()
  for (const { attributeReads } of inventory.facts)
    for (const { base, path, location } of attributeReads)
      if (base === 'self' && path[0] === 'packages') lines.add(lineOf(location))
  return lines
}

function lineOf({ path, line }: Finding['location']): string {
  return `${path}:${line}`
}

function lastPart(option: string): string {
  return option.slice(option.lastIndexOf('.') + 1)
}

function describeFault({ message, location }: EvaluationFault): Finding {
  return {
    location,
    message: `Evaluating ${location.path} fails: ${message}.`,
    remedy: 'Correct the name, or define the attribute.',
    subject: `${location.path}: ${message}`,
  }
}

function describeRead({
  option,
  location,
}: {
  readonly option: string
  readonly location: Finding['location']
}): Finding {
  return {
    location,
    message: `${location.path} reads the option ${option}, which no module declares: evaluation fails there.`,
    remedy: 'Correct the name, or declare the option.',
    subject: `${location.path}: ${option}`,
  }
}

/** One finding for each place, and one for each subject. */
function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ subject, location }) => {
    const place = `${location.path}:${location.line}:${location.column}`
    const isNew = !seen.has(place) && !seen.has(subject)
    seen.add(place)
    seen.add(subject)
    return isNew
  })
}
