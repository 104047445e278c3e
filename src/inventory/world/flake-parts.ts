import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { pathOfText } from '../../nix/eval/paths.ts'
import { makePackageSet, system } from '../../nix/lib/package-set.ts'

/** Inputs whose flake modules add no packages and no modules. */
const harmless =
  /treefmt|git-hooks|pre-commit|devshell|devenv|flake-root|process-compose|mission-control|flakeModules\.(easyOverlay|modules|partitions|flakeModules)/

/** Outputs that flake-parts makes out of `perSystem`. */
const perSystemOutputs = ['packages', 'legacyPackages']

type Parts = {
  readonly perSystem: Slot[]
  readonly flake: AttrSet[]
  /** Flake modules from elsewhere, whose part is not known. */
  readonly unknown: Unknown[]
}

/** hercules-ci/flake-parts, `lib`: `mkFlake`, far enough to know which packages and modules come out. */
export function makeFlakeParts(lib: Slot): AttrSet {
  const known = attrSet([
    [
      'mkFlake',
      native('mkFlake', 2, (machine, [args = null, module = null]) => mkFlake(machine, lib, args, module)),
    ],
    [
      'importApply',
      native('importApply', 2, (machine, [path = null, args = null]) => {
        const target = machine.force(path)
        const fn = target instanceof PathValue ? machine.importFile(target, null) : target
        return machine.apply(fn, args)
      }),
    ],
  ])
  return new AttrSet(
    known.attrs,
    new Unknown('flake-parts is not part of the repository', ['inputs', 'flake-parts', 'lib']),
  )
}

function mkFlake(machine: Machine, lib: Slot, args: Slot, module: Slot): Value {
  const given = machine.force(args)
  const inputs = given instanceof AttrSet ? (given.attrs.get('inputs')?.slot ?? null) : null
  const inputSet = machine.force(inputs)
  const self = inputSet instanceof AttrSet ? (inputSet.attrs.get('self')?.slot ?? null) : null
  const specialArgs =
    given instanceof AttrSet ? machine.force(given.attrs.get('specialArgs')?.slot ?? null) : null
  const common: [string, Slot][] = [
    ['inputs', inputs],
    ['self', self],
    ['lib', lib],
    ...(specialArgs instanceof AttrSet
      ? [...specialArgs.attrs].map(([name, attr]): [string, Slot] => [name, attr.slot])
      : []),
  ]
  const parts: Parts = { perSystem: [], flake: [], unknown: [] }
  collectParts(machine, module, withUnknowns(common, 'flake-parts'), parts, new Set())
  const outputs = new Map<string, Attr>()
  const perSystem: Slot = delay((inner) => evaluatePerSystem(inner, lib, common, parts, perSystem))
  for (const name of perSystemOutputs) {
    const slot = delay((inner) => inner.select(inner.force(perSystem), name))
    outputs.set(name, new Attr(attrSet([[system, slot]]), null))
  }
  for (const flake of parts.flake)
    for (const [name, attr] of flake.attrs) outputs.set(name, mergeAttr(outputs.get(name), attr))
  // Flake modules can make outputs of their own.
  return new AttrSet(outputs, new Unknown('an output that flake modules may add', ['flake-parts']))
}

/** Walks a flake module and what it imports. */
function collectParts(machine: Machine, slot: Slot, args: AttrSet, parts: Parts, seen: Set<string>): void {
  let value = machine.force(slot)
  if (value instanceof Unknown && value.file !== null) value = pathOfText(value.file)
  if (value instanceof PathValue) {
    if (seen.has(value.path)) return
    seen.add(value.path)
    value = machine.importFile(value, null)
  }
  if (value instanceof Lambda || value instanceof Native) value = machine.apply(value, args)
  if (value instanceof Unknown) {
    if (!harmless.test(value.path?.join('.') ?? '')) parts.unknown.push(value)
    return
  }
  if (!(value instanceof AttrSet)) return
  const body = value.attrs.get('config')
  const bodies = [value, ...(body ? [machine.force(body.slot)] : [])]
  for (const set of bodies) {
    if (!(set instanceof AttrSet)) continue
    const perSystem = set.attrs.get('perSystem')
    if (perSystem) parts.perSystem.push(perSystem.slot)
    const flake = set.attrs.get('flake')
    const outputs = flake ? machine.force(flake.slot) : null
    if (outputs instanceof AttrSet) parts.flake.push(outputs)
  }
  const imports = value.attrs.get('imports')
  const list = imports ? machine.force(imports.slot) : null
  if (isList(list)) for (const item of list) collectParts(machine, item, args, parts, seen)
  else if (list instanceof Unknown) parts.unknown.push(list)
}

/** Merges what each `perSystem` says for our system. */
function evaluatePerSystem(
  machine: Machine,
  lib: Slot,
  common: readonly [string, Slot][],
  parts: Parts,
  self: Slot,
): Value {
  const pkgs = makePackageSet(lib)
  const config = outputsOf(self)
  const args = withUnknowns(
    [...common, ['pkgs', pkgs], ['final', pkgs], ['system', system], ['config', config], ["self'", config]],
    'flake-parts',
  )
  const sets = parts.perSystem.map((slot) => {
    const value = machine.force(slot)
    return value instanceof Lambda || value instanceof Native ? machine.apply(value, args) : value
  })
  const outputs = new Map<string, Attr>()
  for (const set of sets)
    if (set instanceof AttrSet)
      for (const [name, attr] of set.attrs) outputs.set(name, mergeAttr(outputs.get(name), attr))
  const rest = parts.unknown[0] ?? null
  for (const name of perSystemOutputs) {
    const own = outputs.get(name)
    const slot = delay((inner): Value => {
      const value = own === undefined ? new AttrSet(new Map()) : inner.force(own.slot)
      return value instanceof AttrSet
        ? new AttrSet(value.attrs, value.rest ?? rest, null, value.maybe)
        : value
    })
    outputs.set(name, new Attr(slot, own?.position ?? null))
  }
  return new AttrSet(outputs, new Unknown('what other flake modules add'))
}

/** The outputs as `perSystem` sees them, each only looked at when it is needed. */
function outputsOf(perSystem: Slot): AttrSet {
  const known = perSystemOutputs.map((name): [string, Slot] => [
    name,
    delay((machine) => machine.select(machine.force(perSystem), name)),
  ])
  return new AttrSet(attrSet(known).attrs, new Unknown('what other flake modules add'))
}

/** Two definitions of one output are merged where both are sets, a level deep, as the module system would. */
function mergeAttr(one: Attr | undefined, other: Attr): Attr {
  if (one === undefined) return other
  const merged = delay((machine): Value => {
    const left = machine.force(one.slot)
    const right = machine.force(other.slot)
    if (!(left instanceof AttrSet) || !(right instanceof AttrSet)) return right
    return new AttrSet(new Map([...left.attrs, ...right.attrs]), left.rest ?? right.rest)
  })
  return new Attr(merged, one.position)
}

function withUnknowns(entries: readonly [string, Slot][], from: string): AttrSet {
  return new AttrSet(
    new Map(entries.map(([name, slot]) => [name, new Attr(slot, null)])),
    new Unknown(`${from} passes it`, [from]),
  )
}
