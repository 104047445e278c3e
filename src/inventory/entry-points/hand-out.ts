import type { EvaluationFault } from '../../model/inventory.ts'
import { AttrSet, Unknown, type Attr, type Machine, type Slot, type Value } from '../../nix/eval/value.ts'
import type { EvaluatedEntryPoint } from './evaluated.ts'

export function nothing(path: string): EvaluatedEntryPoint {
  return {
    path,
    packageSets: [],
    moduleSets: [],
    overlays: () => [],
    libraries: [],
    self: null,
    exports: [],
    unknown: null,
    requiredArguments: [],
    faults: [],
  }
}

export function failed(path: string, fault: EvaluationFault): EvaluatedEntryPoint {
  const unknown = `evaluating ${path} fails: ${fault.message}`
  return { ...nothing(path), unknown, exports: ['packages', 'modules'], faults: [fault] }
}

/** What is handed out under `lib`. */
export function librariesOf(value: AttrSet): readonly Slot[] {
  return ['lib', 'libs'].flatMap((name) => value.attrs.get(name)?.slot ?? [])
}

/** `overlays = { default = …; }`, or one overlay under `overlay`. */
export function overlaysOf(value: AttrSet, machine: Machine): readonly Slot[] {
  const sets = ['overlays', 'overlay'].flatMap((name) => value.attrs.get(name)?.slot ?? [])
  return sets.flatMap((slot) => {
    const overlays = machine.guard<Value>(
      () => machine.force(slot),
      () => null,
    )
    if (overlays instanceof AttrSet) return [...overlays.attrs.values()].map((attr: Attr) => attr.slot)
    return overlays === null || overlays instanceof Unknown ? [] : [overlays]
  })
}
