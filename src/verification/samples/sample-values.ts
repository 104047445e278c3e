import { readAttribute } from '../../inventory/world/read-attribute.ts'
import { equalValues } from '../../nix/eval/compare.ts'
import {
  AttrSet,
  Unknown,
  attrSet,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { TypeMerge } from '../../nix/lib/modules/merge-definitions.ts'
import { standInPackage } from '../machine/stand-in-packages.ts'

/** How deep types nest that samples are made of. */
const depthLimit = 6

/** Texts that checked types of text commonly take: names, addresses, paths, identifiers. */
const texts: readonly string[] = [
  'sample',
  'sample.example.com',
  'https://sample.example.com',
  'wss://sample.example.com/subscribe',
  '127.0.0.1',
  '127.0.0.1:8080',
  '/run/keys/sample',
  '/var/lib/sample',
  'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  'did:web:sample.example.com',
  'sample@example.com',
  'postgresql:///sample',
  '10s',
  '1G',
  '0644',
]

const numbers: readonly bigint[] = [1n, 2n, 10n, 8080n, 8081n, 65536n]

/**
 * Values of an option, best first: its example, then what can be made from its type.
 * @param option what `mkOption` was given
 * @returns none where no value can be made
 */
export function sampleValues(option: AttrSet, machine: Machine): readonly Slot[] {
  const type = readAttribute(option, 'type', machine)
  const example = readAttribute(option, 'example', machine)
  const isText = example instanceof AttrSet && example.attrs.has('_type')
  const candidates = [...(example === null || isText ? [] : [example]), ...fromType(type, machine, 0)]
  return takenValues(type, candidates, machine)
}

/** Those of some values that a type takes, or may take. */
export function takenValues(type: Value, candidates: readonly Slot[], machine: Machine): readonly Slot[] {
  const checked = candidates.map((candidate) => ({
    candidate,
    verdict: checkValue(type, candidate, machine),
  }))
  // What is not known to be refused may do where nothing is known to be taken.
  return [true, null].flatMap((wanted) =>
    checked.flatMap(({ candidate, verdict }) => (verdict === wanted ? [candidate] : [])),
  )
}

/** The first sample that is known to differ from what the option is by itself. */
export function otherValue(option: AttrSet, standing: Value, machine: Machine): Slot | undefined {
  return sampleValues(option, machine).find(
    (sample) => equalValues(machine.force(sample), standing, machine) === false,
  )
}

/** Whether an option's value is a package, which is made up rather than built. */
export function isPackageOption(option: AttrSet, machine: Machine): boolean {
  const type = readAttribute(option, 'type', machine)
  const name = readAttribute(type, 'name', machine)
  if (name === 'nullOr') return false
  return name === 'package' || name === 'shellPackage'
}

/** Whether a type takes a value; null where that is not known. */
function checkValue(type: Value, candidate: Slot, machine: Machine): boolean | null {
  const check = readAttribute(type, 'check', machine)
  if (check === null) return false
  const result = machine.guard<Value>(
    () => machine.apply(check, candidate),
    () => false,
  )
  return result instanceof Unknown ? null : result === true
}

function fromType(type: Value, machine: Machine, depth: number): readonly Slot[] {
  if (!(type instanceof AttrSet) || depth > depthLimit) return []
  const name = readAttribute(type, 'name', machine)
  if (typeof name !== 'string') return []
  const inner = (part: string): readonly Slot[] => {
    const nested = readAttribute(readAttribute(type, 'nestedTypes', machine), part, machine)
    return takenValues(nested, fromType(nested, machine, depth + 1), machine)
  }
  switch (name) {
    case 'bool':
    case 'boolByOr':
      return [true, false]
    case 'enum':
      return enumValues(type, machine)
    case 'package':
    case 'shellPackage':
      return [standInPackage('sample'), standInPackage('other')]
    case 'nullOr':
      return [...inner('elemType'), null]
    case 'listOf':
      return [...inner('elemType').map((element) => [element]), []]
    case 'attrsOf':
    case 'lazyAttrsOf':
    case 'attrsWith':
      return [...inner('elemType').map((element) => attrSet([['sample', element]])), attrSet([])]
    case 'either':
      return [...inner('left'), ...inner('right')]
    case 'coercedTo':
      return [...inner('finalType'), ...inner('coercedType')]
    case 'submodule':
      // What an instance requires is not known here.
      return depth === 0 ? [attrSet([])] : []
    case 'attrs':
    case 'anything':
    case 'unspecified':
    case 'raw':
      return [attrSet([]), attrSet([['sample', 'sample']])]
    case 'float':
    case 'numberBetween':
      return [0.5, 1.5]
    default:
      return /int|number|unsigned|signed|positive/i.test(name) ? numbers : texts
  }
}

function enumValues(type: AttrSet, machine: Machine): readonly Slot[] {
  const merge = type.attrs.get('merge')
  const value = merge === undefined ? null : machine.force(merge.slot)
  const payload = value instanceof TypeMerge ? machine.force(value.payload) : null
  return payload !== null && !(payload instanceof Unknown) && isList(payload) ? payload : []
}
