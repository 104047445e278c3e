import { quoteAttrName } from '../../../nix/quote.ts'
import type { ServiceLibrary } from '../draft-input.ts'
import type { PortDraft } from '../draft-options.ts'
import type { UnitNeeds } from '../draft-unit.ts'
import type { Filling } from '../declared/fill-text.ts'
import { declaredFillings, namesUsed, numberFilling, textFilling } from '../declared/fillings.ts'
import { libraryCall } from '../library-call.ts'
import type { FullLibrary } from '../library/full-library.ts'
import type { HouseLibrary } from '../library/house-library.ts'
import type { NixText } from '../module-draft.ts'

/** What a module is drafted from with a library that makes all of it. */
export type FullNeeds = UnitNeeds & {
  readonly house: HouseLibrary
  readonly full: FullLibrary
  /** The library that joins services to the rest of NixOS; null where the house has none. */
  readonly integration: ServiceLibrary | null
  /** The title, as it begins a text. */
  readonly headline: string
  /** What people call it; for the unit. */
  readonly called: string
  /** Required variables, each with the option that is made for it. */
  readonly settings: readonly Setting[]
  /** The TCP port that the library declares as `port`. */
  readonly main: PortDraft | null
  /** The port of the metrics, where the library of integrations declares its option. */
  readonly metrics: PortDraft | null
}

export type Setting = { readonly variable: string; readonly option: string }

/** The TCP port that others reach the service at: `http`, or else the first that is not for metrics alone. */
export function mainPort(ports: readonly PortDraft[], metrics: PortDraft | null): PortDraft | null {
  const candidates = settable(ports).filter((port) => port !== metrics || port.name !== 'metrics')
  return (
    candidates.find(({ name }) => name === 'http') ??
    candidates.find((port) => port !== metrics) ??
    candidates[0] ??
    null
  )
}

/** The port that Prometheus reads, where one is said to be. */
export function metricsPort(ports: readonly PortDraft[]): PortDraft | null {
  return ports.find(({ hasMetrics }) => hasMetrics) ?? null
}

function settable(ports: readonly PortDraft[]): readonly PortDraft[] {
  return ports.filter(({ protocol, option }) => protocol === 'tcp' && option !== null)
}

/** A port as the module reads it. */
export function portText(port: PortDraft, { main, metrics }: FullNeeds): NixText {
  if (port.option === null) return String(port.number)
  if (port === main) return 'cfg.port'
  return port === metrics ? 'cfg.metrics.port' : `cfg.${quoteAttrName(port.option)}`
}

/** TCP ports that others reach: all but that of the metrics. */
export function servedPorts({ ports, main, metrics }: FullNeeds): readonly PortDraft[] {
  return ports.filter((port) => port.protocol === 'tcp' && (port === main || port !== metrics))
}

/** Address and port in one. */
export function endpointText({ house }: FullNeeds): (port: NixText) => NixText {
  return house.exports.has('endpoint')
    ? (port) => `${libraryCall('endpoint')} cfg.address ${port}`
    : (port) => `"\${cfg.address}:\${toString ${port}}"`
}

/** Whether the module has the option `address`. */
export function hasAddress(needs: FullNeeds): boolean {
  const named = namesUsed(needs.facts)
  return named.has('address') || servedPorts(needs).some(({ takesAddress }) => takesAddress)
}

/** Whether the module has the option `dataDir`. */
export function keepsState(needs: FullNeeds): boolean {
  return !needs.facts.isStateless || namesUsed(needs.facts).has('dataDir')
}

/** What the names in braces of a package's texts stand for in this module. */
export function fillingsOf(needs: FullNeeds): ReadonlyMap<string, Filling> {
  const { facts, main, metrics } = needs
  return new Map([
    ...['package', 'user', 'group', 'dataDir', 'address'].map((name) => textFilling(name)),
    ...(facts.log === null ? [] : [textFilling('logLevel')]),
    ...(main === null ? [] : [numberFilling('port', 'cfg.port')]),
    ...(metrics === null
      ? []
      : [
          numberFilling('metrics.port', portText(metrics, needs)),
          ['metrics.enable', { expression: 'cfg.metrics.enable', shape: 'boolean' }] as const,
        ]),
    ...declaredFillings(facts),
  ])
}
