import type { Inventory, Library, Module } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'
import { moduleLocation } from './orphan-module.ts'

const module_ = (override: string): string => `{ config, lib, ... }:
let
  serviceLib = import ../lib/service-common.nix { inherit lib; };
  cfg = config.services.beacon;
in
{
  options.services.beacon.enable = lib.mkEnableOption "beacon";
  config = lib.mkIf cfg.enable {
    systemd.services.beacon.serviceConfig = serviceLib.standardSecurityConfig // {
      ExecStart = "/run/current-system/sw/bin/beacon";
      ${override}
    };
  };
}
`

const repository = {
  'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
  'lib/service-common.nix':
    '{ lib }:\n{\n  standardSecurityConfig = { ProtectSystem = "strict"; ProtectHome = true; PrivateTmp = true; NoNewPrivileges = true; };\n}\n',
}

export const weakerThanLibrary: Check = {
  code: 'weaker-than-library',
  severity: 'notice',
  title: 'a service that is hardened less than the shared library hardens',
  explanation:
    'The module uses a shared library that exports a hardening baseline, but its units end up weaker: a directive is ' +
    'left out or set to a weaker value. That may be right; then say so with a waiver comment and its reason. A value ' +
    'that the library itself sets, as where it lets a runtime compile at run time, is its own choice.',
  bad: { ...repository, 'modules/beacon.nix': module_('ProtectHome = false;') },
  good: { ...repository, 'modules/beacon.nix': module_('ReadWritePaths = [ "/srv" ];') },
  find: ({ inventory }) => {
    const libraries = new Map(inventory.libraries.map((library) => [library.path, library]))
    return inventory.modules
      .filter(({ system, units }) => system === 'nixos' && units.length > 0)
      .flatMap((module) => compareModule(module, libraries, inventory))
  },
}

function compareModule(
  module: Module,
  libraries: ReadonlyMap<string, Library>,
  inventory: Inventory,
): readonly Finding[] {
  const { hardening, hardeningFiles } = module
  if (hardening === null || hardening.size === 0) return []
  const baseline = strongestBaseline(module, libraries)
  if (baseline === null) return []
  const weaker = [...baseline.directives]
    .filter(([name, value]) => isWeaker(name, hardening.get(name), value))
    .filter(([name]) => !module.libraries.includes(hardeningFiles.get(name) ?? ''))
    .map(([name]) => name)
  if (weaker.length === 0) return []
  const shown = weaker.slice(0, 5).join(', ') + (weaker.length > 5 ? ` and ${weaker.length - 5} more` : '')
  const set = inventory.facts.find(({ path }) => path === module.path)?.directiveSets[0]
  return [
    {
      location: set?.location ?? moduleLocation(module),
      message: `The units of ${module.path} are weaker than ${baseline.name} of ${baseline.library}: ${shown}.`,
      remedy: `Take ${baseline.name} over, or say in a comment why ${weaker.length === 1 ? 'this directive' : 'these directives'} cannot be set.`,
      subject: `${module.path}: ${baseline.library} ${baseline.name}`,
      wholeFile: true,
    },
  ]
}

type Baseline = {
  readonly library: string
  readonly name: string
  readonly directives: ReadonlyMap<string, string>
}

/** The largest set of directives that a library of the module's exports; of two as large, the stricter. */
function strongestBaseline(module: Module, libraries: ReadonlyMap<string, Library>): Baseline | null {
  let best: Baseline | null = null
  for (const path of module.libraries)
    for (const [name, directives] of libraries.get(path)?.hardening ?? [])
      if (best === null || isLarger(directives, best.directives)) best = { library: path, name, directives }
  return best
}

function isLarger(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  if (one.size !== other.size) return one.size > other.size
  return [...one].some(([name, value]) => isWeaker(name, other.get(name), value))
}

/** From strong to weak, for directives with more than two values (systemd.exec(5)). */
const orders: ReadonlyMap<string, readonly string[]> = new Map([
  ['ProtectSystem', ['"strict"', '"full"', 'true', '"true"', 'false', '"false"']],
  ['ProtectHome', ['true', '"true"', '"yes"', '"tmpfs"', '"read-only"', 'false', '"false"', '"no"']],
  ['ProtectProc', ['"invisible"', '"ptraceable"', '"noaccess"', '"default"']],
])

/** A value that is not known is never called weaker. */
function isWeaker(name: string, value: string | undefined, baseline: string): boolean {
  if (value === baseline) return false
  const isOn = baseline === 'true' || baseline === '"yes"'
  if (value === undefined) return isOn || orders.has(name)
  const order = orders.get(name)
  if (order !== undefined) {
    const own = order.indexOf(value)
    return own !== -1 && own > order.indexOf(baseline)
  }
  return isOn && (value === 'false' || value === '"no"' || value === '"false"')
}
