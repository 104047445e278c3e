import { formalsOf } from '../../nix/eval/formals.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { snowfallArguments } from '../frameworks/snowfall/module-arguments.ts'
import { callersLib } from '../world/callers-lib.ts'
import type { World } from '../world/world.ts'

/** What the module system, and the flake around it, hand to modules by name. */
export type ModuleArguments = {
  readonly config: Slot
  readonly options: Slot
  readonly pkgs: Slot
  readonly self: Slot
}

/** Why what lies below `modulesPath` is not known: it holds no module of the repository. */
export const nixosModules = "nixpkgs' modules are not part of the repository"

/** Arguments by which a function is known to be a module, not a function that makes one. */
const systemArguments = new Set(['config', 'options', 'lib', 'pkgs', 'modulesPath', 'utils', 'osConfig'])

/** How often a curried module is called: `{ self }: { config, … }: { … }`. */
const callLimit = 4

/**
 * Calls a module until it is a set, as whoever imports it would.
 * @param value what a module's file gives: a set, a module function, or a function that makes one
 */
export function openModule(value: Value, given: ModuleArguments, world: World, machine: Machine): Value {
  let opened = value
  for (let calls = 0; calls < callLimit; calls++) {
    if (opened instanceof PathValue) opened = machine.importFile(opened, null)
    else if (opened instanceof Lambda || opened instanceof Native)
      opened = machine.apply(opened, argumentFor(opened, given, world))
    else return opened
  }
  return opened instanceof AttrSet ? opened : new Unknown('a function that does not end in a module')
}

/** Whether a function takes what the module system gives, so that it is a module itself. */
export function isModuleFunction(value: Value): boolean {
  const formals = formalsOf(value)
  return formals !== null && [...formals.keys()].some((name) => systemArguments.has(name))
}

function argumentFor(fn: Lambda | Native, given: ModuleArguments, world: World): Slot {
  const known = knownArguments(given, world)
  const formals = formalsOf(fn)
  if (formals === null) {
    const name = fn instanceof Lambda ? fn.syntax.param : null
    const slot = name === null ? undefined : known.get(name)
    return (
      slot ??
      new AttrSet(attrsOf(known), new Unknown('what whoever imports the module passes', ['specialArgs']))
    )
  }
  const attrs = new Map<string, Attr>()
  for (const [name, hasDefault] of formals) {
    const slot = known.get(name)
    if (slot !== undefined) attrs.set(name, new Attr(slot, null))
    else if (!hasDefault) attrs.set(name, new Attr(unknownArgument(name), null))
  }
  const rest = new Unknown('what whoever imports the module passes', ['specialArgs'])
  return new AttrSet(attrs, fn instanceof Lambda && fn.formals?.ellipsis === false ? null : rest)
}

function unknownArgument(name: string): Unknown {
  return new Unknown(`the module's argument ${name} is not known`, [name])
}

function knownArguments(
  { config, options, pkgs, self }: ModuleArguments,
  world: World,
): ReadonlyMap<string, Slot> {
  const inputs = new Map([...world.inputs].map(([name, slot]) => [name, new Attr(slot, null)]))
  inputs.set('self', new Attr(self, null))
  return new Map<string, Slot>([
    ['config', config],
    ['options', options],
    ['pkgs', pkgs],
    ...snowfallArguments(self, callersLib(world)),
    ['self', self],
    ['inputs', new AttrSet(inputs, new Unknown('the flake inputs', ['inputs']))],
    [
      'flake',
      new AttrSet(
        new Map([
          ['self', new Attr(self, null)],
          ['inputs', new Attr(new AttrSet(inputs), null)],
        ]),
        new Unknown('the flake', ['flake']),
      ),
    ],
    ['modulesPath', new Unknown(nixosModules, ['modulesPath'])],
    ['utils', new Unknown("nixpkgs' `utils` is not evaluated", ['utils'])],
  ])
}

function attrsOf(slots: ReadonlyMap<string, Slot>): ReadonlyMap<string, Attr> {
  return new Map([...slots].map(([name, slot]) => [name, new Attr(slot, null)]))
}
