import type { ModuleSet } from './evaluated.ts'

/** Attributes under which a repository hands out modules, and for which system; `…Module` is one module. */
export const moduleAttributes: ReadonlyMap<string, ModuleSet['system']> = new Map([
  ['modules', 'nixos'],
  ['nixosModules', 'nixos'],
  ['nixosModule', 'nixos'],
  ['nixos-modules', 'nixos'],
  ['homeModules', 'home-manager'],
  ['homeModule', 'home-manager'],
  ['homeManagerModules', 'home-manager'],
  ['homeManagerModule', 'home-manager'],
  ['hmModules', 'home-manager'],
  ['hmModule', 'home-manager'],
  ['home-modules', 'home-manager'],
  ['home-manager-modules', 'home-manager'],
  ['hm-modules', 'home-manager'],
  ['darwinModules', 'darwin'],
  ['darwinModule', 'darwin'],
  ['darwin-modules', 'darwin'],
])

/** Names by which a set of modules is divided by system: `modules.home-manager.x`, `nixosModules.hmModules.x`. */
export const systemAttributes: ReadonlyMap<string, ModuleSet['system']> = new Map([
  ...moduleAttributes,
  ['nixos', 'nixos'],
  ['home-manager', 'home-manager'],
  ['homeManager', 'home-manager'],
  ['home', 'home-manager'],
  ['hm', 'home-manager'],
  ['darwin', 'darwin'],
  ['nix-darwin', 'darwin'],
])

/** Attributes that hold no packages of their own, though one that is a derivation is a package, but for shells. */
export const otherAttributes = new Set([
  'lib',
  'libs',
  'overlays',
  'overlay',
  'organizations',
  'templates',
  'checks',
  'devShells',
  'devShell',
  'shell',
  'formatter',
  'apps',
  'hydraJobs',
  'nixosConfigurations',
  'darwinConfigurations',
  'homeConfigurations',
  'flakeModules',
  'flakeModule',
  'tests',
  'ci',
  'maintainers',
])

/** Those of them that programs are called, too: a derivation of that name is a package. */
export const sharedNames = new Set(['templates', 'apps', 'maintainers', 'organizations'])
