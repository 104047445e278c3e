import { unknownIn, type UnitFile } from '../units/unit-file.ts'
import { assessService } from './assess-service.ts'

/** Directives that do not move the exposure: where nothing else is unknown, it is known. */
export type Exposure =
  { readonly level: number; readonly unknown: null } | { readonly level: null; readonly unknown: string }

/** Keys of `[Service]` whose value says nothing about what a service may do. */
const harmless =
  /^(Exec|Environment|WorkingDirectory|StandardOutput|StandardError|Type|Restart|Timeout|LoadCredential|SetCredential|(State|Runtime|Cache|Logs|Configuration)Directory|ReadWritePaths|ReadOnlyPaths|BindPaths|BindReadOnlyPaths|InaccessiblePaths|User$|Group$|PIDFile)/

/**
 * How much a service is exposed, from 0 to 10, less is better: `systemd-analyze security` of systemd 252, after the
 * weights that it publishes (systemd, src/analyze/analyze-security.c).
 */
export function measureExposure(unit: UnitFile): Exposure {
  const service = unit.sections.find(({ name }) => name === 'Service')
  const open = service?.lines.find(({ key, value }) => value === null && !harmless.test(key))
  const reason = open === undefined ? (service?.unknown ?? null) : unknownIn(unit, 'Service')
  if (reason !== null) return { level: null, unknown: reason }
  let weights = 0
  let badness = 0
  for (const assessment of assessService(unit)) {
    if (assessment.badness === null) continue
    weights += assessment.weight
    badness += Math.ceil((assessment.badness * assessment.weight) / assessment.range)
  }
  return { level: Math.ceil((badness * 100) / weights) / 10, unknown: null }
}
