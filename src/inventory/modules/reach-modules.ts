import {
  AttrSet,
  EvalFault,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { pathOfText } from '../../nix/eval/paths.ts'
import { nixosModules } from './open-module.ts'

/** What a value that stands for modules leads to. */
export type Reached = {
  /** Files whose content it is, or is made of. */
  readonly files: Set<string>
  /** Those among them that are modules as they are. */
  readonly whole: Set<string>
  /** Modules that are no file as it is: written in place, or made by a call. */
  readonly made: AttrSet[]
  /** Why there may be more; null where there are not. */
  unknown: string | null
  /** What evaluating one of them runs into. */
  readonly faults: EvalFault[]
  /** Sets and lists that were followed. */
  readonly seen: Set<Value>
}

export function nothingReached(): Reached {
  return { files: new Set(), whole: new Set(), made: [], unknown: null, faults: [], seen: new Set() }
}

/** How deep sets of modules by name, and lists of modules, may nest. */
const depthLimit = 20

/** Keys by which a set is known to be a module, not a set of modules by name. */
export const moduleKeys = ['imports', 'options', 'config', '_file', 'disabledModules']

export type Reach = {
  readonly machine: Machine
  /** The file that an import of a path reads. */
  readonly importTarget: (path: string) => string | null
  /** Whether a path is known to lead nowhere. */
  readonly isMissing: (path: string) => boolean
  /** Whether a function is all that its file holds. */
  readonly isFile: (lambda: Lambda) => boolean
  /** Opens a module that is no file of its own: a function or a set written in place. */
  readonly open: (value: Value) => Value
}

/** Finds the files that a module, a set of modules by name, or a list of modules leads to, one step far. */
export function reachModules(slot: Slot, reach: Reach): Reached {
  const reached = nothingReached()
  follow(slot, reach, reached, 0)
  return reached
}

/** @param at where the value is named, if it is */
function follow(slot: Slot, reach: Reach, reached: Reached, depth: number, at: Position | null = null): void {
  if (depth > depthLimit) {
    reached.unknown ??= 'modules that are nested too deep'
    return
  }
  const value = reach.machine.guard<Value | EvalFault>(
    () => pathMeant(reach.machine.force(slot)),
    (fault) => fault,
  )
  if (value instanceof EvalFault) {
    reached.faults.push(value)
    return
  }
  if (typeof value === 'object' && reached.seen.has(value)) return
  reached.seen.add(value)
  if (value instanceof PathValue) addPath(value, reach, reached, at)
  else if (value instanceof Unknown) followUnknown(value, reach, reached, depth)
  else if (value instanceof Lambda) {
    if (reach.isFile(value)) addFile(value.position.path, reached)
    else followBody(value, reach, reached, depth)
  } else if (value instanceof Native) return
  else if (isList(value)) for (const item of value) follow(item, reach, reached, depth + 1)
  else if (value instanceof AttrSet) followSet(value, reach, reached, depth)
}

function addPath(
  { path, inSnapshot }: PathValue,
  { importTarget, isMissing }: Reach,
  reached: Reached,
  at: Position | null,
): void {
  const target = inSnapshot ? importTarget(path) : null
  if (target !== null) addFile(target, reached)
  else if (inSnapshot && isMissing(path))
    reached.faults.push(new EvalFault('missing-file', `${path} does not exist`, at))
}

function addFile(path: string, reached: Reached): void {
  reached.files.add(path)
  reached.whole.add(path)
}

/** A module may be text that says where it lies: `self + "/modules/knot.nix"`. */
function pathMeant(value: Value): Value {
  return value instanceof Unknown && value.file !== null ? pathOfText(value.file) : value
}

/** Another repository's module is no gap: it holds none of this repository's files. */
function followUnknown(value: Unknown, reach: Reach, reached: Reached, depth: number): void {
  if (value.candidates !== null) for (const slot of value.candidates) follow(slot, reach, reached, depth + 1)
  else if (value.path?.[0] !== 'inputs' && value.reason !== nixosModules) reached.unknown ??= value.reason
}

function followSet(value: AttrSet, reach: Reach, reached: Reached, depth: number): void {
  if (moduleKeys.some((key) => value.attrs.has(key))) {
    addMade(value, reached)
    followImports(value, reach, reached, depth)
    return
  }
  if (value.rest !== null) reached.unknown ??= value.rest.reason
  for (const { slot, position } of value.attrs.values()) follow(slot, reach, reached, depth + 1, position)
  for (const attr of value.maybe?.values() ?? []) follow(attr.slot, reach, reached, depth + 1)
}

function addMade(body: AttrSet, reached: Reached): void {
  reached.made.push(body)
  for (const key of moduleKeys) {
    const path = body.attrs.get(key)?.position?.path
    if (path !== undefined) reached.files.add(path)
  }
}

/** A module written in place, such as `{ imports = …; }` in a flake: what it imports counts. */
function followBody(value: Lambda, reach: Reach, reached: Reached, depth: number): void {
  reached.files.add(value.position.path)
  const body = reach.machine.guard<Value>(
    () => reach.open(value),
    (fault) => new Unknown(fault.message),
  )
  if (body instanceof AttrSet) {
    addMade(body, reached)
    followImports(body, reach, reached, depth)
  } else if (body instanceof Unknown) followUnknown(body, reach, reached, depth)
}

export function followImports(body: AttrSet, reach: Reach, reached: Reached, depth = 0): void {
  const imports = body.attrs.get('imports') ?? body.maybe?.get('imports')
  if (imports !== undefined) follow(imports.slot, reach, reached, depth + 1)
  else if (body.rest !== null) followUnknown(body.rest, reach, reached, depth)
}
