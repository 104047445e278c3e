import type { SectionName } from './unit-keys.ts'

/** One line of a unit file; a value of null stands for text that is not known. */
export type UnitLine = { readonly key: string; readonly value: string | null }

/** A section of a unit file, its lines in the order in which they are written. */
export type UnitSection = {
  readonly name: SectionName
  readonly lines: readonly UnitLine[]
  /** Why there may be more lines; null where all are known. */
  readonly unknown: string | null
}

/** A unit as NixOS writes it. */
export type UnitFile = {
  /** With its suffix: `tangled-knot.service`. */
  readonly name: string
  readonly sections: readonly UnitSection[]
  /** Somebody else defines what the unit runs: the module only adds to it. */
  readonly isExtended: boolean
  /** It runs a script, which NixOS writes to the store. */
  readonly hasScript: boolean
}

/** The values of a key in a section, in order; null for one that is not known. */
export function valuesOf(unit: UnitFile, section: SectionName, key: string): readonly (string | null)[] {
  const found = unit.sections.find(({ name }) => name === section)
  return found?.lines.flatMap((line) => (line.key === key ? [line.value] : [])) ?? []
}

/** Why a section of a unit is not known in full; null where it is. */
export function unknownIn(unit: UnitFile, section: SectionName): string | null {
  const found = unit.sections.find(({ name }) => name === section)
  const line = found?.lines.find(({ value }) => value === null)
  return found?.unknown ?? (line === undefined ? null : `the value of ${line.key} is not known`)
}

/** The text of a unit file; a value that is not known is left out, with a comment. */
export function printUnitFile({ sections }: UnitFile): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => {
      const printed = lines.map(({ key, value }) =>
        value === null ? `# ${key}= is not known` : `${key}=${value}`,
      )
      return `[${name}]\n${printed.join('\n')}\n`
    })
    .join('\n')
}
