import type { Package } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import { AttrSet, type Machine, type Value } from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'
import type { FoundPackage } from './find-packages.ts'
import { definingPosition } from './defining-position.ts'
import { readAttribute, textOf } from '../world/read-attribute.ts'
import { readServiceInterface } from './read-service-interface.ts'

/** Everything of a package but what only the whole repository tells. */
export type DescribedPackage = Omit<Package, 'org' | 'entryPoints' | 'aliases'>

/**
 * Reads what a derivation says of itself.
 * @param fallback where it is, if no builder's call is known
 */
export function describePackage(found: FoundPackage, world: World, fallback: Location): DescribedPackage {
  const { attr, derivation } = found
  const described = world.evaluator.attempt((machine) => readDerivation(found, world, machine))
  const facts = described.ok ? described.value : unknownFacts
  const info = derivation?.derivation ?? null
  const defined = info === null ? null : world.locate(definingPosition(info, found.position))
  return {
    attr,
    name: attr.split('.').at(-1) ?? attr,
    location: defined ?? world.locate(found.position) ?? fallback,
    builder: info?.builder ?? null,
    unknown: found.unknown,
    ...facts,
  }
}

type DerivationFacts = Pick<
  Package,
  | 'pname'
  | 'version'
  | 'description'
  | 'homepage'
  | 'mainProgram'
  | 'serviceInterface'
  | 'modularServices'
  | 'disabled'
>

const unknownFacts: DerivationFacts = {
  pname: null,
  version: null,
  description: null,
  homepage: null,
  mainProgram: null,
  serviceInterface: null,
  modularServices: [],
  disabled: null,
}

function readDerivation({ derivation }: FoundPackage, world: World, machine: Machine): DerivationFacts {
  if (derivation === null) return unknownFacts
  const meta = readAttribute(derivation, 'meta', machine)
  const text = (set: Value, name: string): string | null => textOf(readAttribute(set, name, machine), machine)
  const name = text(derivation, 'name')
  const version = text(derivation, 'version')
  const passthru = readAttribute(derivation, 'passthru', machine)
  const declared = readAttribute(derivation, 'atproto', machine)
  const services = readAttribute(passthru, 'services', machine)
  return {
    pname: text(derivation, 'pname') ?? withoutVersion(name, version),
    version,
    description: text(meta, 'description'),
    homepage: text(meta, 'homepage'),
    mainProgram: text(meta, 'mainProgram'),
    serviceInterface: readServiceInterface(
      declared instanceof AttrSet ? declared : readAttribute(passthru, 'atproto', machine),
      machine,
    ),
    modularServices: services instanceof AttrSet ? [...services.attrs.keys()].sort() : [],
    disabled: whyDisabled(meta, world, machine),
  }
}

/** `meta.broken`, `meta.knownVulnerabilities`: nixpkgs refuses to build what has them. */
function whyDisabled(meta: Value, world: World, machine: Machine): string | null {
  if (readAttribute(meta, 'broken', machine) !== true) return null
  const position = meta instanceof AttrSet ? (meta.attrs.get('broken')?.position ?? null) : null
  const location = world.locate(position)
  return location === null
    ? 'meta.broken is set'
    : `meta.broken is set in ${location.path}, line ${location.line}`
}

function withoutVersion(name: string | null, version: string | null): string | null {
  if (name === null || version === null || !name.endsWith(`-${version}`)) return name
  return name.slice(0, -version.length - 1)
}
