import type { EvaluationFault } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import { AttrSet, Unknown, isList, type Machine, type Slot, type Value } from '../../nix/eval/value.ts'
import { isHardeningDirective } from '../syntax/hardening-directives.ts'
import { catchFault } from '../world/catch-fault.ts'
import type { World } from '../world/world.ts'
import { definitionsAt, namedDefinitions, unfold, type Definition } from './definitions.ts'
import { showValue } from './show-value.ts'

/** What a module's configuration does to the system, with its services enabled and all else as by default. */
export type ReadConfig = {
  readonly units: readonly string[]
  readonly ports: readonly number[]
  readonly users: readonly string[]
  /** Null where there is none, or it is not known. */
  readonly hardening: Hardening | null
  /** Whether it is known to run nothing at all. */
  readonly runsNothing: boolean
  readonly faults: readonly EvaluationFault[]
  /** Sets at the top of the configuration: `systemd`, `home`, … */
  readonly roots: ReadonlySet<string>
}

/** Hardening directives: their values as text, and the files in which those are written. */
export type Hardening = {
  readonly values: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, string>
}

/** Sets of systemd units beside services, with what their units are called. */
const otherUnits: readonly (readonly [set: string, suffix: string])[] = [
  ['timers', '.timer'],
  ['sockets', '.socket'],
  ['paths', '.path'],
]

/** How deep a configuration is searched for faults. */
const depthLimit = 12

/**
 * @param config the module's definitions
 * @param path the module's file
 */
export function readConfig(config: Slot, path: string, world: World, machine: Machine): ReadConfig {
  const definitions = machine.guard<readonly Definition[]>(
    () => unfold(config, machine),
    () => [],
  )
  const services = ownServices(definitions, ['systemd'], machine)
  const units = readUnits(definitions, services, machine)
  return {
    units,
    runsNothing: units.length === 0 && !hasOpenUnits(definitions, machine),
    ports: readPorts(definitions, machine),
    users: [
      ...namedDefinitions(definitionsAt(definitions, ['users', 'users'], machine), machine).keys(),
    ].sort(),
    hardening: readHardening(definitions, services, machine),
    faults: findFaults(definitions, path, world, machine),
    roots: new Set(namedDefinitions(definitions, machine).keys()),
  }
}

/** @param services the module's own services of the system, which `definitions` hold as well */
function readUnits(
  definitions: readonly Definition[],
  services: ReadonlyMap<string, unknown>,
  machine: Machine,
): readonly string[] {
  const units = new Set<string>()
  for (const scope of [['systemd'], ['systemd', 'user']]) {
    const own = scope.length === 1 ? services : ownServices(definitions, scope, machine)
    for (const name of own.keys()) units.add(name.endsWith('.service') ? name : `${name}.service`)
    for (const [set, suffix] of otherUnits)
      for (const name of namedDefinitions(
        definitionsAt(definitions, [...scope, set], machine),
        machine,
      ).keys())
        units.add(name.endsWith(suffix) ? name : `${name}${suffix}`)
  }
  return [...units].sort()
}

/** The services a module starts: one that only gets a dependency or a path more is somebody else's. */
function ownServices(
  definitions: readonly Definition[],
  scope: readonly string[],
  machine: Machine,
): ReadonlyMap<string, readonly Definition[]> {
  const services = namedDefinitions(definitionsAt(definitions, [...scope, 'services'], machine), machine)
  const starts = (service: readonly Definition[]): boolean =>
    starters.some((path) => definitionsAt(service, path, machine).length > 0)
  return new Map([...services].filter(([, service]) => starts(service)))
}

/** What makes a unit run something (home-manager writes `Service.ExecStart`). */
const starters = [['script'], ['serviceConfig', 'ExecStart'], ['Service', 'ExecStart'], ['wantedBy']]

function readPorts(definitions: readonly Definition[], machine: Machine): readonly number[] {
  const ports = new Set<number>()
  for (const name of ['allowedTCPPorts', 'allowedUDPPorts'])
    for (const { value } of definitionsAt(definitions, ['networking', 'firewall', name], machine)) {
      if (!isList(value)) continue
      for (const slot of value) {
        const port = machine.guard<Value>(
          () => machine.force(slot),
          () => null,
        )
        if (typeof port === 'bigint') ports.add(Number(port))
      }
    }
  return [...ports].sort((one, other) => one - other)
}

/** The directives that every lasting service of the module sets; null where it has none, or one is not known in full. */
function readHardening(
  definitions: readonly Definition[],
  services: ReadonlyMap<string, readonly Definition[]>,
  machine: Machine,
): Hardening | null {
  const sets = definitionsAt(definitions, ['systemd', 'services'], machine)
  if (sets.some(({ value }) => isOpen(value))) return null
  let common: Hardening | null = null
  for (const service of services.values()) {
    if (isOneshot(service, machine)) continue
    const directives = serviceDirectives(service, machine)
    if (directives === null) return null
    common = common === null ? directives : intersect(common, directives)
  }
  return common
}

function isOneshot(service: readonly Definition[], machine: Machine): boolean {
  return definitionsAt(service, ['serviceConfig', 'Type'], machine).some(({ value }) => value === 'oneshot')
}

function serviceDirectives(service: readonly Definition[], machine: Machine): Hardening | null {
  const configs = definitionsAt(service, ['serviceConfig'], machine)
  if (service.some(({ value }) => isOpen(value)) || configs.some(({ value }) => isOpen(value))) return null
  const values = new Map<string, string>()
  const files = new Map<string, string>()
  for (const [name, found] of namedDefinitions(configs, machine)) {
    if (!isHardeningDirective(name)) continue
    const [first] = found
    const shown = found.length === 1 && first !== undefined ? showValue(first.value, machine) : null
    values.set(name, shown ?? unknownValue)
    const file = first?.attr?.position?.path
    if (file !== undefined) files.set(name, file)
  }
  return { values, files }
}

/** Stands for a directive that is set to something not known. */
const unknownValue = '…'

function intersect(one: Hardening, other: Hardening): Hardening {
  const both = [...one.values].filter(([name]) => other.values.has(name))
  return {
    values: new Map(
      both.map(([name, value]) => [name, other.values.get(name) === value ? value : unknownValue]),
    ),
    files: new Map([...one.files].filter(([name, file]) => other.files.get(name) === file)),
  }
}

function hasOpenUnits(definitions: readonly Definition[], machine: Machine): boolean {
  const sets = definitionsAt(definitions, ['systemd', 'services'], machine)
  return [...definitions, ...sets].some(({ value }) => isOpen(value))
}

function isOpen(value: Value): boolean {
  return (
    value instanceof Unknown || (value instanceof AttrSet && (value.rest !== null || value.maybe !== null))
  )
}

/** Evaluates all that is active, and keeps what goes wrong on sets that are known in full. */
function findFaults(
  definitions: readonly Definition[],
  path: string,
  world: World,
  machine: Machine,
): readonly EvaluationFault[] {
  const faults = new Map<string, EvaluationFault>()
  const fallback: Location = { path, line: 1, column: 1 }
  const visit = (slot: Slot, depth: number): void => {
    if (depth > depthLimit) return
    const fault = catchFault(machine, () => {
      for (const { value, isActive } of unfold(slot, machine)) {
        if (!isActive) continue
        if (isList(value)) for (const item of value) visit(item, depth + 1)
        else if (value instanceof AttrSet && value.derivation === null && !value.attrs.has('_type'))
          for (const attr of value.attrs.values()) visit(attr.slot, depth + 1)
      }
    })
    if (fault?.code !== 'missing-attribute') return
    const described = world.describeFault(fault, fallback)
    faults.set(`${described.message} ${described.location.path} ${described.location.line}`, described)
  }
  for (const { value, isActive } of definitions) if (isActive) visit(value, 0)
  return [...faults.values()]
}
