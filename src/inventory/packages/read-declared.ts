import type {
  DeclaredCredential,
  DeclaredOption,
  PlainValue,
  ServiceInterface,
} from '../../model/inventory.ts'
import { AttrSet, isList, type Machine, type Value } from '../../nix/eval/value.ts'
import { readAttribute } from '../world/read-attribute.ts'

/** The parts of a service interface that a module is generated from. */
type Declared = Pick<
  ServiceInterface,
  | 'description'
  | 'documentation'
  | 'isStateless'
  | 'logLevels'
  | 'secretEnvironment'
  | 'options'
  | 'environment'
  | 'healthCheck'
  | 'isProxied'
  | 'isBackedUp'
  | 'credentials'
  | 'argumentGroups'
  | 'workingDirectory'
  | 'groups'
  | 'locations'
>

type Documentation = NonNullable<ServiceInterface['documentation']>

/** How many entries of a set are read; a package that declares more is no service that a person configures. */
const entryLimit = 200

/** Reads what a package declares of its module; what it does not declare is not in the result. */
export function readDeclared(value: AttrSet, machine: Machine): Declared {
  const read = (name: string): Value => readAttribute(value, name, machine)
  const description = textIn(read('description'))
  const documentation = documentationIn(read('documentation'), machine)
  const logLevels = textsIn(read('logLevels'), machine)
  const secretEnvironment = textsIn(readAttribute(read('configuration'), 'secrets', machine), machine)
  const options = entriesOf(read('settings'), machine).flatMap(([name, option]) =>
    readOption(name, option, machine),
  )
  const environment = entriesOf(read('environment'), machine).flatMap(([name, entry]) => {
    const plain = plainIn(entry, machine)
    return plain === undefined ? [] : [[name, plain] as const]
  })
  const healthCheck = textIn(read('healthCheck'))
  const credentials = entriesOf(read('credentials'), machine).flatMap(([name, credential]) =>
    readCredential(name, credential, machine),
  )
  const argumentGroups = groupsIn(read('arguments'), machine)
  const workingDirectory = textIn(read('workingDirectory'))
  const groups = textsIn(read('groups'), machine)
  const locations = entriesOf(read('locations'), machine).flatMap(([path, address]) =>
    typeof address === 'string' ? [[path, address] as const] : [],
  )
  return {
    ...(description === null ? {} : { description }),
    ...(documentation === null ? {} : { documentation }),
    ...(value.attrs.has('stateDirectory') && read('stateDirectory') === null ? { isStateless: true } : {}),
    ...(value.attrs.has('logLevels') ? { logLevels } : {}),
    ...(secretEnvironment.length === 0 ? {} : { secretEnvironment }),
    ...(options.length === 0 ? {} : { options }),
    ...(environment.length === 0 ? {} : { environment: new Map(environment) }),
    ...(healthCheck === null ? {} : { healthCheck }),
    ...(read('proxy') === true ? { isProxied: true } : {}),
    ...(read('backup') === true ? { isBackedUp: true } : {}),
    ...(credentials.length === 0 ? {} : { credentials }),
    ...(argumentGroups.length === 0 ? {} : { argumentGroups }),
    ...(workingDirectory === null ? {} : { workingDirectory }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(locations.length === 0 ? {} : { locations: new Map(locations) }),
  }
}

function textIn(value: Value): string | null {
  return typeof value === 'string' ? value : null
}

function textsIn(value: Value, machine: Machine): readonly string[] {
  if (!isList(value)) return []
  return value.map((slot) => machine.force(slot)).filter((item) => typeof item === 'string')
}

/** The lists among the elements of a list. */
function groupsIn(value: Value, machine: Machine): readonly (readonly string[])[] {
  if (!isList(value)) return []
  return value.map((slot) => textsIn(machine.force(slot), machine)).filter((group) => group.length > 0)
}

/** Names and values of a set, by name. */
function entriesOf(value: Value, machine: Machine): readonly (readonly [string, Value])[] {
  if (!(value instanceof AttrSet)) return []
  const names = [...value.attrs.keys()].sort().slice(0, entryLimit)
  return names.map((name) => [name, readAttribute(value, name, machine)])
}

/** A text for both, or one for each of `environment` and `arguments`. */
function documentationIn(value: Value, machine: Machine): Documentation | null {
  if (typeof value === 'string') return { environment: value, arguments: value }
  if (!(value instanceof AttrSet)) return null
  return {
    environment: textIn(readAttribute(value, 'environment', machine)),
    arguments: textIn(readAttribute(value, 'arguments', machine)),
  }
}

function readOption(name: string, value: Value, machine: Machine): readonly DeclaredOption[] {
  if (!(value instanceof AttrSet)) return []
  const read = (attr: string): Value => readAttribute(value, attr, machine)
  const given = (attr: string): PlainValue | undefined =>
    value.attrs.has(attr) ? plainIn(read(attr), machine) : undefined
  return [
    {
      name,
      type: textIn(read('type')) ?? 'text',
      pattern: textIn(read('pattern')),
      choices: textsIn(read('choices'), machine),
      isList: read('list') === true,
      default: given('default'),
      example: given('example'),
      description: textIn(read('description')) ?? '',
    },
  ]
}

function readCredential(name: string, value: Value, machine: Machine): readonly DeclaredCredential[] {
  const environment = textIn(readAttribute(value, 'environment', machine))
  const description = textIn(readAttribute(value, 'description', machine))
  return environment === null ? [] : [{ name, environment, description: description ?? `the ${name}` }]
}

function plainIn(value: Value, machine: Machine): PlainValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return Number(value)
  return isList(value) ? textsIn(value, machine) : undefined
}
