import { pathOfText } from '../../../nix/eval/paths.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Slot,
} from '../../../nix/eval/value.ts'

/** Flake modules of others that add no packages and no modules. */
const harmless =
  /treefmt|git-hooks|pre-commit|devshell|devenv|flake-root|process-compose|mission-control|flakeModules\.(modules|partitions|flakeModules|touchup|bundlers)/

/** Flake modules of others whose rules are known, and how they are told by where they come from. */
const knownModules = [
  ['easyOverlay', /flakeModules\.easyOverlay$/],
  ['pkgs-by-name', /pkgs-by-name/],
] as const

export type KnownModule = (typeof knownModules)[number][0]

/** What the flake modules say together. */
export type Parts = {
  readonly perSystem: Slot[]
  readonly flake: AttrSet[]
  readonly known: Set<KnownModule>
  /** Outputs that come from a partition of the flake, with its name where that is known. */
  readonly partitioned: Map<string, string | null>
  /** Flake modules from elsewhere, whose part is not known. */
  readonly unknown: Unknown[]
}

/** Walks a flake module and what it imports. */
export function collectParts(machine: Machine, module: Slot, args: AttrSet): Parts {
  const parts: Parts = { perSystem: [], flake: [], known: new Set(), partitioned: new Map(), unknown: [] }
  walk(machine, module, args, parts, new Set())
  return parts
}

function walk(machine: Machine, slot: Slot, args: AttrSet, parts: Parts, seen: Set<string>): void {
  let value = machine.force(slot)
  if (value instanceof Unknown && value.file !== null) value = pathOfText(value.file)
  if (value instanceof PathValue) {
    if (seen.has(value.path)) return
    seen.add(value.path)
    value = machine.importFile(value, null)
  }
  if (value instanceof Lambda || value instanceof Native) value = machine.apply(value, args)
  if (value instanceof Unknown) noteUnknown(value, parts)
  if (!(value instanceof AttrSet)) return
  const body = value.attrs.get('config')
  for (const set of [value, ...(body ? [machine.force(body.slot)] : [])])
    if (set instanceof AttrSet) readBody(machine, set, args, parts)
  const imports = value.attrs.get('imports')
  const list = imports ? machine.force(imports.slot) : null
  if (isList(list)) for (const item of list) walk(machine, item, args, parts, seen)
  else if (list instanceof Unknown) parts.unknown.push(list)
}

function noteUnknown(module: Unknown, { known, unknown }: Parts): void {
  const from = module.path?.join('.') ?? ''
  const own = knownModules.find(([, pattern]) => pattern.test(from))
  if (own !== undefined) known.add(own[0])
  else if (!harmless.test(from)) unknown.push(module)
}

function readBody(machine: Machine, body: AttrSet, args: AttrSet, parts: Parts): void {
  const perSystem = body.attrs.get('perSystem')
  if (perSystem) parts.perSystem.push(perSystem.slot)
  const flake = body.attrs.get('flake')
  const given = flake ? machine.force(flake.slot) : null
  // The option `flake` is a set of options itself, so a function is a module of it.
  const outputs = given instanceof Lambda || given instanceof Native ? machine.apply(given, args) : given
  if (outputs instanceof Unknown) parts.unknown.push(outputs)
  if (outputs instanceof AttrSet) parts.flake.push(outputs)
  const partitioned = body.attrs.get('partitionedAttrs')
  const names = partitioned ? machine.force(partitioned.slot) : null
  if (!(names instanceof AttrSet)) return
  for (const [name, { slot }] of names.attrs) {
    const partition = machine.force(slot)
    parts.partitioned.set(name, typeof partition === 'string' ? partition : null)
  }
}
