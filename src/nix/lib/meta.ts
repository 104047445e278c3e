import { coerceToString } from '../eval/coerce.ts'
import { AttrSet, Native, Unknown, native, type Machine, type Slot, type Value } from '../eval/value.ts'

function getExe(machine: Machine, slot: Slot): Value {
  const pkg = machine.force(slot)
  if (pkg instanceof AttrSet || pkg instanceof Unknown) return new Unknown('the path of a program')
  return machine.fail('type-error', 'getExe expects a package')
}

function setPriority(name: string): Native {
  return native(name, 1, (machine, [pkg = null]) => machine.force(pkg))
}

/** `lib.meta`. */
export const metaFunctions: readonly Native[] = [
  native('getExe', 1, (machine, [pkg = null]) => getExe(machine, pkg)),
  native("getExe'", 2, (machine, [pkg = null, name = null]) => {
    const text = coerceToString(machine.force(name), machine, null)
    return text instanceof Unknown ? text : getExe(machine, pkg)
  }),
  native('availableOn', 2, () => new Unknown('whether a package is there on a platform')),
  native('getLicenseFromSpdxId', 1, () => new Unknown('a licence')),
  native('getLicenseFromSpdxIdOr', 2, () => new Unknown('a licence')),
  setPriority('lowPrio'),
  setPriority('hiPrio'),
  setPriority('lowPrioSet'),
  setPriority('hiPrioSet'),
  native('setName', 2, (machine, [, pkg = null]) => machine.force(pkg)),
  native('setPrio', 2, (machine, [, pkg = null]) => machine.force(pkg)),
  native('addMetaAttrs', 2, (machine, [, pkg = null]) => machine.force(pkg)),
  native('dontDistribute', 1, (machine, [pkg = null]) => machine.force(pkg)),
  native('cleanSource', 1, () => new Unknown('the store path of a copy')),
  native('cleanSourceWith', 1, () => new Unknown('the store path of a copy')),
  native('sourceByRegex', 2, () => new Unknown('the store path of a copy')),
]
