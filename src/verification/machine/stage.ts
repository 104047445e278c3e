import type { ReadRepository } from '../../inventory/build-inventory.ts'
import { createWorld, type World } from '../../inventory/world/world.ts'
import type { Module } from '../../model/inventory.ts'
import { AttrSet, Unknown, attrSet, native, type Slot } from '../../nix/eval/value.ts'
import { makePackageSet } from '../../nix/lib/package-set.ts'
import { lib } from '../../nix/lib/index.ts'
import { givesReason } from '../exposure/judge-exposure.ts'
import { nixosOptions, nixosUtils } from './nixos-options.ts'
import { standInPackages } from './stand-in-packages.ts'

/** The made-up machine that modules are put onto, one at a time. */
export type Stage = {
  readonly world: World
  /** A module with NixOS' options of units. */
  readonly options: Slot
  /** What module functions get beside `config` and `options`. */
  readonly args: ReadonlyMap<string, Slot>
  /** The options that each module's file declares, those inside submodules too. */
  readonly declared: ReadRepository['declared']
  /** Dotted paths of the option sets of services, which one module declares as a whole. */
  readonly closed: ReadonlySet<string>
  /** Dotted paths of all sets of options that the repository declares. */
  readonly sets: ReadonlySet<string>
  /** Files that say why their services are exposed. */
  readonly exposed: ReadonlySet<string>
}

/** What the evaluations of one verification may cost together. */
const stepLimit = 2_000_000_000

/** Names of nixpkgs that are functions or sets of packages: nothing of the kind is made up. */
const notPackages =
  /^(fetch|build|mk[A-Z]|make|run[A-Z]|write|substitute|replace|callPackage|newScope|extend|append|recurse|lib$|stdenv|formats$|system$|config$|path$|pkgs|hostPlatform|testers|dockerTools|nixos|symlinkJoin|linkFarm|appimageTools|python\d*Packages|perlPackages|haskellPackages|nodePackages|vimPlugins|kdePackages|xorg$|linuxPackages|beamPackages|emacsPackages|rustPlatform|fishPlugins|tmuxPlugins|vscode-extensions)/

/** Sets a stage up for the modules of a repository. */
export function setStage({ inventory, tree, memory, overlays, self, declared }: ReadRepository): Stage {
  const world = createWorld(tree, memory, lib, stepLimit)
  const made = standInPackages([...packageNames(inventory.facts), ...inheritedNames(tree)])
  const overlay = native('stand-ins', 2, () => made)
  const pkgs = makePackageSet(lib, [...overlays, overlay])
  const evaluated = (text: string, file: string): Slot => {
    const result = world.evaluator.evaluateText(text, file)
    if (!result.ok) throw new Error(`${file}: ${result.fault.message}`)
    return result.value
  }
  const utils = world.evaluator.attempt((machine) =>
    machine.apply(machine.force(evaluated(nixosUtils, '(utils)')), attrSet([['lib', lib]])),
  )
  const open = new Unknown("what nixpkgs' `utils` has beside", ['utils'])
  const known = utils.ok && utils.value instanceof AttrSet ? utils.value.attrs : new Map()
  return {
    world,
    declared,
    closed: wholeSets(inventory.modules),
    exposed: new Set(inventory.facts.filter(givesReason).map(({ path }) => path)),
    sets: new Set(
      inventory.modules.flatMap(({ options }) =>
        options.flatMap(({ path, inSubmodule }) => (inSubmodule ? [] : parents(path))),
      ),
    ),
    options: evaluated(nixosOptions, '(nixos)'),
    args: new Map<string, Slot>([
      ['lib', lib],
      ['pkgs', pkgs],
      ['self', self],
      [
        'inputs',
        new AttrSet(
          attrSet([...world.inputs, ['self', self]]).attrs,
          new Unknown('the flake inputs', ['inputs']),
        ),
      ],
      ['utils', new AttrSet(known, open)],
      ['modulesPath', new Unknown("nixpkgs' modules are not part of the repository", ['modulesPath'])],
    ]),
  }
}

/** Names that modules read from `pkgs`, and use as a package: nothing below them is read. */
function packageNames(facts: ReadRepository['inventory']['facts']): ReadonlySet<string> {
  const names = new Set<string>()
  const sets = new Set<string>()
  for (const { attributeReads } of facts)
    for (const { base, path } of attributeReads) {
      const [name] = path
      if (base !== 'pkgs' || name === null || name === undefined || notPackages.test(name)) continue
      if (path.length === 1) names.add(name)
      else sets.add(name)
    }
  return new Set([...names].filter((name) => !sets.has(name)))
}

/** Names that files take over: `inherit (pkgs) curl jq;`. */
function inheritedNames(tree: ReadRepository['tree']): readonly string[] {
  return tree.paths.flatMap((path) =>
    [...(tree.read(path)?.text ?? '').matchAll(/\binherit\s*\(\s*pkgs\s*\)([^;]*);/g)].flatMap(
      ([, names = '']) =>
        names.split(/\s+/).filter((name) => /^[A-Za-z_][\w'-]*$/.test(name) && !notPackages.test(name)),
    ),
  )
}

/** Option sets that hold an `enable`, and in which no other module declares options. */
function wholeSets(modules: readonly Module[]): ReadonlySet<string> {
  return new Set(
    modules.flatMap((module) =>
      module.unknown === null
        ? module.services.map(({ option }) => option).filter((option) => isAlone(option, module, modules))
        : [],
    ),
  )
}

function isAlone(set: string, module: Module, modules: readonly Module[]): boolean {
  return modules.every(
    (other) => other === module || other.options.every(({ path }) => !path.startsWith(`${set}.`)),
  )
}

function parents(path: string): readonly string[] {
  const names = path.split('.')
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'))
}
