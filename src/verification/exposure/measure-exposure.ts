import { unknownIn, type UnitFile } from '../units/unit-file.ts'
import { assessService } from './assess-service.ts'

/** `costly` are the directives that most of the level is due to, the worst first. */
export type Exposure =
  | { readonly level: number; readonly costly: readonly string[]; readonly unknown: null }
  | { readonly level: null; readonly unknown: string }

/** How many directives are named as costly. */
const named = 3

/** Keys of `[Service]` whose value says nothing about what a service may do: where nothing else is unknown, its exposure is known. */
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
  const costs = new Map<string, number>()
  for (const { directive, weight, range, badness: bad } of assessService(unit)) {
    if (bad === null) continue
    const cost = Math.ceil((bad * weight) / range)
    weights += weight
    badness += cost
    if (cost > 0) costs.set(directive, (costs.get(directive) ?? 0) + cost)
  }
  const costly = [...costs].sort(([, one], [, other]) => other - one).map(([directive]) => directive)
  return { level: Math.ceil((badness * 100) / weights) / 10, costly: costly.slice(0, named), unknown: null }
}
