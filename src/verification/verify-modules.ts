import type { ReadRepository } from '../inventory/build-inventory.ts'
import type { Module } from '../model/inventory.ts'
import { setStage } from './machine/stage.ts'
import { unknownIn, type UnitFile } from './units/unit-file.ts'
import { conclude, type VerifiedModule } from './verified-module.ts'
import { verifyModule, type Verification } from './verify-module.ts'

/**
 * Verifies modules of a repository, each by itself on a made-up machine: that it evaluates off, enabled with its required
 * options and with each option varied, that its units are clean, how much they are exposed, and what it says to people.
 * @param paths those of them to verify; without it, all
 */
export function verifyModules(
  repository: ReadRepository,
  paths?: readonly string[],
): readonly Verification[] {
  const modules = repository.inventory.modules.filter(({ path }) => paths?.includes(path) ?? true)
  const stage = setStage(repository)
  return modules.map((module) =>
    module.system === 'nixos' ? verifyModule(module, stage) : leaveAlone(module),
  )
}

/** A module of another system than NixOS: what its options do there is not known here. */
function leaveAlone({ path, services, system }: Module): Verification {
  const nothing = conclude([], [`it is a module of ${system}`])
  const module: VerifiedModule = {
    path,
    options: services.map(({ option }) => option),
    evaluates: { ...nothing, varied: 0, untried: [] },
    units: { ...nothing, names: [] },
    exposure: { ...nothing, levels: [] },
    lints: { ...nothing, assertions: [] },
  }
  return { module, units: [] }
}

/** All units of a verification that are known in full, by the name of their file. */
export function unitsOf(verifications: readonly Verification[]): ReadonlyMap<string, UnitFile> {
  return new Map(
    verifications.flatMap(({ units }) => units.filter(isKnown).map((unit) => [unit.name, unit] as const)),
  )
}

function isKnown(unit: UnitFile): boolean {
  return !unit.isExtended && unit.sections.every(({ name }) => unknownIn(unit, name) === null)
}
