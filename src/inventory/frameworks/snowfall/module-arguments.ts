import {
  AttrSet,
  Unknown,
  attrSet,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import { hasName } from '../../../nix/eval/partial.ts'

/**
 * What modules of snowfallorg/lib are called with beside what all modules are (`module.create-modules`): the
 * namespace, and `lib` with the flake's own library under it. In any other flake these are what they always are.
 * @param self the flake
 */
export function snowfallArguments(self: Slot, lib: Slot): readonly [string, Slot][] {
  const settings = (machine: Machine, path: readonly string[]): Value =>
    ['snowfall', ...path].reduce<Value>(
      (outer, name) => (hasName(outer, name) === true ? machine.select(outer, name) : null),
      machine.force(self),
    )
  const namespace = delay(
    (machine) =>
      settings(machine, ['config', 'namespace']) ??
      new Unknown("the module's argument namespace is not known", ['namespace']),
  )
  const own = delay((machine) => {
    const name = settings(machine, ['config', 'namespace'])
    if (typeof name !== 'string') return lib
    const more = attrSet([[name, settings(machine, ['user-lib'])]])
    const extended = updateAttrs(machine.force(lib), more, machine, null)
    return extended instanceof AttrSet
      ? new AttrSet(
          extended.attrs,
          new Unknown('snowfall-lib is not part of the repository', ['inputs', 'snowfall-lib', 'lib']),
        )
      : extended
  })
  return [
    ['namespace', namespace],
    ['lib', own],
  ]
}
