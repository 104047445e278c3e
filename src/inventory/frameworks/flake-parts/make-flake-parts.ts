import {
  Attr,
  AttrSet,
  PathValue,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { system } from '../../../nix/lib/package-set.ts'
import { mergeAttr } from './merge-attr.ts'
import { collectParts } from './collect-parts.ts'
import {
  evaluatePerSystem,
  passedBy,
  perSystemOutputs,
  seenByPerSystem,
  type PerSystemRequest,
} from './evaluate-per-system.ts'

/** hercules-ci/flake-parts, `lib`: `mkFlake`, far enough to know which packages and modules come out. */
export function makeFlakeParts(lib: Slot): AttrSet {
  const mkFlake = native('mkFlake', 2, (machine, [args = null, module = null]) =>
    outputsOf(machine, lib, machine.force(args), module),
  )
  return new AttrSet(
    attrSet([['mkFlake', mkFlake], ...ownFunctions]).attrs,
    new Unknown('flake-parts is not part of the repository', ['inputs', 'flake-parts', 'lib']),
  )
}

/** Functions of `flake-parts-lib` (`lib.nix`) that flakes use. */
const ownFunctions: readonly [string, Slot][] = [
  [
    'importApply',
    native('importApply', 2, (machine, [path = null, args = null]) => {
      const target = machine.force(path)
      const fn = target instanceof PathValue ? machine.importFile(target, null) : target
      return machine.apply(fn, args)
    }),
  ],
  // What it declares defines no packages; the output that it makes is not known.
  ['mkTransposedPerSystemModule', native('mkTransposedPerSystemModule', 1, () => attrSet([]))],
]

function outputsOf(machine: Machine, lib: Slot, given: Value, module: Slot): Value {
  const inputs = optional(given, 'inputs')
  const specialArgs = machine.force(optional(given, 'specialArgs'))
  const perSystem = (overlay: PerSystemRequest['overlay']): Slot => {
    const self: Slot = delay((inner) => evaluatePerSystem(inner, { lib, common, parts, overlay, self }))
    return self
  }
  const own = perSystem(null)
  const common: [string, Slot][] = [
    ['inputs', inputs],
    ['self', optional(machine.force(inputs), 'self')],
    ['lib', lib],
    ['flake-parts-lib', attrSet(ownFunctions)],
    ['withSystem', withSystem(lib, own)],
    ...(specialArgs instanceof AttrSet ? slotsOf(specialArgs) : []),
  ]
  const parts = collectParts(machine, module, passedBy(common))
  const outputs = new Map<string, Attr>()
  for (const name of perSystemOutputs) {
    const slot = delay((inner) => inner.select(inner.force(own), name))
    outputs.set(name, new Attr(attrSet([[system, slot]]), null))
  }
  if (parts.known.has('easyOverlay'))
    outputs.set('overlays', new Attr(attrSet([['default', easyOverlay(perSystem)]]), null))
  for (const flake of parts.flake)
    for (const [name, attr] of flake.attrs) outputs.set(name, mergeAttr(outputs.get(name), attr))
  for (const [name, partition] of parts.partitioned)
    outputs.set(name, new Attr(new Unknown(`the partition ${partition ?? ''} of the flake`), null))
  // Flake modules can make outputs of their own.
  return new AttrSet(outputs, new Unknown('an output that flake modules may add', ['flake-parts']))
}

/** `extras/easyOverlay.nix`: an overlay that evaluates `perSystem` anew, with its own arguments. */
function easyOverlay(perSystem: (overlay: PerSystemRequest['overlay']) => Slot): Slot {
  return native('overlay', 2, (_machine, [final = null, prev = null]) =>
    delay((machine) => machine.select(machine.force(perSystem({ final, prev })), 'overlayAttrs')),
  )
}

/** `modules/withSystem.nix`: calls a function with what `perSystem` is called with. */
function withSystem(lib: Slot, perSystem: Slot): Slot {
  return native('withSystem', 2, (machine, [name = null, fn = null]) => {
    if (machine.force(name) !== system) return new Unknown('what a flake is for another system')
    const config = seenByPerSystem(perSystem)
    const args: [string, Slot][] = [
      ['lib', lib],
      ['system', system],
      ['config', config],
      ["self'", config],
    ]
    return machine.apply(machine.force(fn), passedBy(args))
  })
}

function optional(set: Value, name: string): Slot {
  return set instanceof AttrSet ? (set.attrs.get(name)?.slot ?? null) : null
}

function slotsOf({ attrs }: AttrSet): [string, Slot][] {
  return [...attrs].map(([name, { slot }]) => [name, slot])
}
