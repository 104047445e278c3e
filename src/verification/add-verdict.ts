import { conclude, type VerifiedModule } from './verified-module.ts'

/** What `systemd-analyze` says of units. */
export type SystemdVerdict = {
  /** A line each, with the name of the unit in it. */
  readonly complaints: readonly string[]
  /** Exposure by unit, 0 to 10, less is better. */
  readonly exposure: ReadonlyMap<string, number>
}

/** A verified module, with what systemd itself says of its units in place of our own measure. */
export function addVerdict(module: VerifiedModule, { complaints, exposure }: SystemdVerdict): VerifiedModule {
  const { units, exposure: own } = module
  const about = complaints.filter((line) => units.names.some((name) => line.includes(name)))
  return {
    ...module,
    units: { ...units, ...conclude([...units.faults, ...about], units.unknown) },
    exposure: {
      ...own,
      levels: own.levels.map((known) => {
        const level = known.level === null ? undefined : exposure.get(known.unit)
        return level === undefined ? known : { unit: known.unit, level, by: 'systemd-analyze' }
      }),
    },
  }
}
