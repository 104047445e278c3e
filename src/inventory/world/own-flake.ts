import { valueOrNull } from '../../nix/eval/partial.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  PathValue,
  Unknown,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { formalsOf } from '../../nix/eval/formals.ts'
import { system } from '../../nix/lib/package-set.ts'

/** The flake that the repository is: its outputs, and what it calls `self`. */
export type OwnFlake = {
  readonly outputs: Slot
  readonly self: Slot
  /** What flake-compat makes of it: with `default` for the package that `nix build` takes. */
  readonly handedOut: Slot
}

/** What Nix adds to a flake's outputs as `self` (Nix manual, "nix flake", "Flake format"). */
const sourceInfo = [
  'sourceInfo',
  'narHash',
  'lastModified',
  'lastModifiedDate',
  'rev',
  'shortRev',
  'dirtyRev',
  'dirtyShortRev',
  'revCount',
  'submodules',
]

/**
 * @param inputs of the flake by name, without `self`
 * @returns what evaluating `flake.nix` gives; looked at only once it is needed
 */
export function makeOwnFlake(inputs: ReadonlyMap<string, Slot>): OwnFlake {
  const outputs = delay((machine) => {
    const fn = machine.select(machine.importFile(new PathValue('flake.nix', true), null), 'outputs')
    return machine.apply(fn, argumentsOf(fn, inputs, self))
  })
  const self: Slot = delay((machine) => withSource(machine.force(outputs), inputs))
  const handedOut = delay((machine) => withDefault(machine.force(self), machine))
  return { outputs, self, handedOut }
}

function withDefault(self: Value, machine: Machine): Value {
  if (!(self instanceof AttrSet)) return self
  const [first] = [
    ['packages', system, 'default'],
    ['defaultPackage', system],
  ].flatMap((path) => attributeAt(self, path, machine) ?? [])
  return first === undefined
    ? self
    : new AttrSet(new Map([...self.attrs, ['default', first]]), self.rest, null, self.maybe)
}

/** The attribute at a path; null where it is not there, or not known. */
function attributeAt(set: Value, [name, ...more]: readonly string[], machine: Machine): Attr | null {
  const attr = set instanceof AttrSet && name !== undefined ? set.attrs.get(name) : undefined
  if (attr === undefined) return null
  return more.length === 0 ? attr : attributeAt(valueOrNull(attr.slot, machine), more, machine)
}

function argumentsOf(fn: Value, inputs: ReadonlyMap<string, Slot>, self: Slot): AttrSet {
  const attrs = new Map<string, Attr>([['self', new Attr(self, null)]])
  for (const [name, slot] of inputs) attrs.set(name, new Attr(slot, null))
  for (const name of formalsOf(fn)?.keys() ?? [])
    if (!attrs.has(name))
      attrs.set(name, new Attr(new Unknown(`the flake input ${name}`, ['inputs', name]), null))
  return new AttrSet(fn instanceof Lambda ? attrs : new Map())
}

function withSource(outputs: Value, inputs: ReadonlyMap<string, Slot>): Value {
  if (!(outputs instanceof AttrSet)) return outputs
  const attrs = new Map<string, Attr>()
  for (const name of sourceInfo) attrs.set(name, new Attr(new Unknown(`${name} of the flake's source`), null))
  attrs.set('_type', new Attr('flake', null))
  attrs.set('outPath', new Attr(new PathValue('', true), null))
  const given = new AttrSet(new Map([...inputs].map(([name, slot]) => [name, new Attr(slot, null)])))
  attrs.set('inputs', new Attr(given, null))
  attrs.set('outputs', new Attr(outputs, null))
  return new AttrSet(new Map([...attrs, ...outputs.attrs]), outputs.rest, null, outputs.maybe)
}

/** Whether a value is what a flake calls `self`, as flake-compat hands it out. */
export function isFlake({ attrs }: AttrSet, machine: Machine): boolean {
  const type = attrs.get('_type')
  return type !== undefined && valueOrNull(type.slot, machine) === 'flake'
}
