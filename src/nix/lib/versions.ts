import { splitVersion } from '../eval/builtins/versions.ts'
import { strict } from '../eval/builtins/strict.ts'
import type { Native } from '../eval/value.ts'

function component(name: string, index: number): Native {
  return strict(name, ['string'], (machine, version) => {
    const part = splitVersion(version)[index]
    return part ?? machine.fail('invalid-value', `${name}: '${version}' has no such part`)
  })
}

/** `lib.versions`. */
export const versionFunctions: readonly Native[] = [
  component('major', 0),
  component('minor', 1),
  component('patch', 2),
  strict('majorMinor', ['string'], (_machine, version) => splitVersion(version).slice(0, 2).join('.')),
  strict('pad', ['int', 'string'], (machine, length, version) => {
    if (length < 0n) return machine.fail('invalid-value', `cannot create a list of ${length} elements`)
    machine.spend(Number(length))
    const [numeric = ''] = version.split('-')
    const zeros = Array.from({ length: Number(length) }, () => '0')
    return (
      [...splitVersion(numeric), ...zeros].slice(0, Number(length)).join('.') + version.slice(numeric.length)
    )
  }),
]
