import type { FileFacts } from '../../model/facts.ts'
import type { UnitFile } from '../units/unit-file.ts'
import type { Exposure } from './measure-exposure.ts'

/** How exposed a service may be without a reason, from 0 to 10. */
const allowed = 2

/** Checks whose waiver says why a service is not hardened further. */
const reasons = ['not-hardened', 'weaker-than-library']

/** Whether a file says why its services are exposed: `# nur-keeper: allow not-hardened — the reason`. */
export function givesReason({ waivers }: FileFacts): boolean {
  return waivers.some(({ codes }) => codes.some((code) => reasons.includes(code)))
}

/** What is wrong with how exposed a service is; null where nothing is, or it is not known. */
export function judgeExposure({ name }: UnitFile, exposure: Exposure): string | null {
  if (exposure.level === null || exposure.level <= allowed) return null
  return (
    `${name}: its exposure of ${exposure.level.toFixed(1)} is above ${allowed.toFixed(1)}, most of it for want of ` +
    `${exposure.costly.join(', ')}; set them, or write why not: \`# nur-keeper: allow not-hardened — the reason\``
  )
}
