import type { ServiceInterface, ServicePort } from '../../model/inventory.ts'
import { AttrSet, isList, type Machine, type Value } from '../../nix/eval/value.ts'
import { readAttribute, textOf } from '../world/read-attribute.ts'
import { readDeclared } from './read-declared.ts'

const databases = new Set(['postgresql', 'redis', 'sqlite'] as const)
const runtimes = new Set(['rust', 'go', 'node', 'deno', 'bun', 'ruby', 'jvm', 'python', 'static'] as const)

/**
 * Reads `passthru.atproto`: `type`, `services`, `protocols` and `configuration` as `atproto-nix/nur` writes them, the
 * rest as docs/service-interface.md describes it.
 * @returns null where there is none
 */
export function readServiceInterface(value: Value, machine: Machine): ServiceInterface | null {
  if (!(value instanceof AttrSet)) return null
  const configuration = readAttribute(value, 'configuration', machine)
  const state = readAttribute(value, 'state', machine)
  const documentRoot = textOf(readAttribute(value, 'documentRoot', machine), machine)
  return {
    type: textOf(readAttribute(value, 'type', machine), machine),
    services: texts(readAttribute(value, 'services', machine), machine),
    protocols: texts(readAttribute(value, 'protocols', machine), machine),
    requiredEnvironment: names(readAttribute(configuration, 'required', machine), machine),
    optionalEnvironment: names(readAttribute(configuration, 'optional', machine), machine),
    ports: readPorts(readAttribute(value, 'ports', machine), machine),
    stateDirectory:
      textOf(readAttribute(value, 'stateDirectory', machine), machine) ??
      textOf(readAttribute(state, 'directory', machine), machine) ??
      (typeof state === 'string' ? state : null),
    ...readDatabases(readAttribute(value, 'database', machine), machine),
    runtime: oneOf(runtimes, textOf(readAttribute(value, 'runtime', machine), machine)),
    arguments: texts(readAttribute(value, 'arguments', machine), machine),
    ...(documentRoot === null ? {} : { documentRoot }),
    ...readDeclared(value, machine),
  }
}

/** One database, or a list of them. */
function readDatabases(value: Value, machine: Machine): Pick<ServiceInterface, 'database' | 'databases'> {
  const named = isList(value) ? texts(value, machine) : [textOf(value, machine)]
  const known = named.flatMap((text) => oneOf(databases, text) ?? [])
  return { database: known[0] ?? null, ...(known.length > 1 ? { databases: known } : {}) }
}

function texts(value: Value, machine: Machine): readonly string[] {
  if (!isList(value)) return []
  return value.map((slot) => machine.force(slot)).filter((item) => typeof item === 'string')
}

/** A list of names, or a set whose names they are. */
function names(value: Value, machine: Machine): readonly string[] {
  return value instanceof AttrSet ? [...value.attrs.keys()].sort() : texts(value, machine)
}

/** `[ { name = "http"; port = 8080; } ]`, or `{ http = 8080; metrics.port = 9090; }`. */
function readPorts(value: Value, machine: Machine): readonly ServicePort[] {
  if (isList(value)) return value.flatMap((slot) => readPort(null, machine.force(slot), machine) ?? [])
  if (!(value instanceof AttrSet)) return []
  return [...value.attrs].flatMap(([name, attr]) => readPort(name, machine.force(attr.slot), machine) ?? [])
}

function readPort(name: string | null, value: Value, machine: Machine): ServicePort | null {
  if (typeof value === 'bigint')
    return { name: name ?? 'http', port: Number(value), protocol: 'tcp', environment: null, argument: null }
  const port = readAttribute(value, 'port', machine)
  const number = typeof port === 'bigint' ? port : readAttribute(value, 'default', machine)
  if (typeof number !== 'bigint') return null
  return {
    name: textOf(readAttribute(value, 'name', machine), machine) ?? name ?? 'http',
    port: Number(number),
    protocol: textOf(readAttribute(value, 'protocol', machine), machine) === 'udp' ? 'udp' : 'tcp',
    environment: textOf(readAttribute(value, 'environment', machine), machine),
    argument: textOf(readAttribute(value, 'argument', machine), machine),
    ...(readAttribute(value, 'address', machine) === true ? { takesAddress: true } : {}),
    ...(readAttribute(value, 'metrics', machine) === true ? { hasMetrics: true } : {}),
    ...(readAttribute(value, 'optional', machine) === true ? { isOptional: true } : {}),
    ...(readAttribute(value, 'public', machine) === true ? { isPublic: true } : {}),
  }
}

function oneOf<T extends string>(known: ReadonlySet<T>, text: string | null): T | null {
  for (const word of known) if (word === text) return word
  return null
}
