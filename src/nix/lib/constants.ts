import { layOver } from './fixed-points.ts'
import { strict } from '../eval/builtins/strict.ts'
import { compareVersions } from '../eval/builtins/versions.ts'
import { booleanOf } from '../eval/operators.ts'
import { eitherOf, hasName } from '../eval/partial.ts'
import {
  Native,
  Unknown,
  attrSet,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { lowerCaseLetters, upperCaseLetters } from './strings/letter-case.ts'
import { property } from './modules/property.ts'

/** Hashes that stand for one which is not known yet (`lib.fakeHash`). */
export const fakeHashes: readonly (readonly [string, Slot])[] = [
  ['fakeHash', `sha256-${'A'.repeat(43)}=`],
  ['fakeSha256', '0'.repeat(64)],
  ['fakeSha512', '0'.repeat(128)],
]

export const letters: readonly (readonly [string, Slot])[] = [
  ['lowerChars', lowerCaseLetters],
  ['upperChars', upperCaseLetters],
]

/** `lib.sourceTypes`: where the bytes of a package come from. */
export const sourceTypes: readonly (readonly [string, Slot])[] = [
  'fromSource',
  'binaryNativeCode',
  'binaryBytecode',
  'binaryFirmware',
  'obfuscatedCode',
].map((name) => [
  name,
  attrSet([
    ['shortName', name],
    ['isSource', name === 'fromSource'],
  ]),
])

/** Systems that flakes of nixpkgs are built for, as of the list of names beside this file. */
export const flakeSystems: readonly string[] = [
  'x86_64-linux',
  'aarch64-linux',
  'x86_64-darwin',
  'armv6l-linux',
  'armv7l-linux',
  'i686-linux',
  'aarch64-darwin',
  'powerpc64le-linux',
  'riscv64-linux',
  'x86_64-freebsd',
]

function kernelAnswer(tristate: string | null): Slot {
  return attrSet([
    ['tristate', tristate],
    ['optional', false],
  ])
}

/** `lib.kernel`: answers to the kernel's configuration. */
export const kernelValues: readonly (readonly [string, Slot])[] = [
  ['yes', kernelAnswer('y')],
  ['no', kernelAnswer('n')],
  ['module', kernelAnswer('m')],
  ['unset', kernelAnswer(null)],
]

function whenVersion(
  name: string,
  arity: number,
  holds: (compare: (other: string) => number, bounds: readonly string[]) => boolean,
) {
  return (version: string): Native =>
    native(name, arity + 1, (machine, args) => {
      const bounds = args.slice(0, arity).map((slot) => machine.force(slot))
      const known = bounds.every((bound) => typeof bound === 'string')
      const condition = known
        ? holds((other) => compareVersions(version, other), bounds)
        : new Unknown('a version')
      return property('if', [
        ['condition', condition],
        ['content', args[arity] ?? null],
      ])
    })
}

const versionConditions = [
  whenVersion('whenAtLeast', 1, (compare, [low = '']) => compare(low) >= 0),
  whenVersion('whenOlder', 1, (compare, [high = '']) => compare(high) < 0),
  whenVersion('whenBetween', 2, (compare, [low = '', high = '']) => compare(low) >= 0 && compare(high) < 0),
]

export const kernelFunctions: readonly Native[] = [
  native('option', 1, (_machine, [answer = null]) => layOver(answer, attrSet([['optional', true]]))),
  native('freeform', 1, (_machine, [value = null]) =>
    attrSet([
      ['freeform', value],
      ['optional', false],
    ]),
  ),
  strict('whenHelpers', ['string'], (_machine, version) =>
    attrSet(versionConditions.map((make): [string, Slot] => [make(version).name, make(version)])),
  ),
]

function ifEnable(machine: Machine, condition: Slot, slot: Slot): Slot {
  const answer = booleanOf(machine.force(condition), machine, null)
  if (answer === true) return slot
  const value = machine.force(slot)
  const disabled: Value = isList(value)
    ? []
    : typeof value === 'boolean'
      ? false
      : value instanceof Unknown
        ? new Unknown(value.reason)
        : typeof value === 'object' && value !== null && 'attrs' in value
          ? attrSet([])
          : null
  return answer instanceof Unknown ? new Unknown(answer.reason, null, [slot, disabled]) : disabled
}

/** Of `lib.misc`, what is still in use. */
export const miscFunctions: readonly Native[] = [
  native('ifEnable', 2, (machine, [condition = null, value = null]) => ifEnable(machine, condition, value)),
  strict('maybeAttr', ['string', 'lazy', 'lazy'], maybeAttr),
  strict('maybeAttrNullable', ['string', 'lazy', 'lazy'], maybeAttr),
]

function maybeAttr(machine: Machine, name: string, fallback: Slot, slot: Slot): Slot {
  const set = machine.force(slot)
  const has = hasName(set, name)
  if (has === false) return fallback
  const found = machine.select(set, name)
  return has === true ? found : eitherOf(has, found, fallback)
}
