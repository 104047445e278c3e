import { hasName } from '../../nix/eval/partial.ts'
import { updateAttrs } from '../../nix/eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
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
import { makePackageSet, system } from '../../nix/lib/package-set.ts'
import { makeFlakeUtils } from './flake-utils.ts'

/** What `mkFlake` takes for itself; all else it is given is an output (`lib/mkFlake.nix`). */
const ownArguments = new Set([
  'self',
  'inputs',
  'hosts',
  'hostDefaults',
  'nixosProfiles',
  'channels',
  'channelsConfig',
  'sharedOverlays',
  'supportedSystems',
  'outputsBuilder',
])

/** gytis-ivaskevicius/flake-utils-plus, `lib`: flake-utils, and `mkFlake` and `exportModules` beside it. */
export function makeFlakeUtilsPlus(lib: Slot): AttrSet {
  const own = attrSet([
    ['mkFlake', native('mkFlake', 1, (machine, [args = null]) => mkFlake(machine.force(args), lib, machine))],
    [
      'exportModules',
      native('exportModules', 1, (machine, [list = null]) => exportModules(machine.force(list), machine)),
    ],
  ])
  const base = makeFlakeUtils()
  return new AttrSet(new Map([...base.attrs, ...own.attrs]), base.rest)
}

/** `lib/mkFlake.nix`: what `outputsBuilder` makes of each system's channels, beside the arguments that it hands on. */
function mkFlake(given: Value, lib: Slot, machine: Machine): Value {
  if (!(given instanceof AttrSet)) return new Unknown('what flake-utils-plus is called with')
  const passed = new Map([...given.attrs].filter(([name]) => !ownArguments.has(name)))
  const channels: Slot = delay((inner) => channelsOf(given, channels, lib, inner))
  const builder = given.attrs.get('outputsBuilder')
  const built = builder === undefined ? attrSet([]) : machine.apply(machine.force(builder.slot), channels)
  if (!(built instanceof AttrSet))
    return new AttrSet(passed, new Unknown('what `outputsBuilder` makes', ['inputs', 'flake-utils-plus']))
  const outputs = new Map(passed).set('pkgs', new Attr(attrSet([[system, channels]]), null))
  for (const [name, attr] of built.attrs)
    outputs.set(name, new Attr(perSystem(passed.get(name), attr.slot), attr.position))
  const hosts = given.attrs.has('hosts') ? new Unknown('the configurations of hosts', ['hosts']) : null
  return new AttrSet(outputs, built.rest ?? given.rest ?? hosts, null, built.maybe)
}

/** An output of our system, on top of what an argument says of the same output. */
function perSystem(passed: Attr | undefined, own: Slot): Slot {
  if (passed === undefined) return attrSet([[system, own]])
  return delay((machine) => {
    const standing = machine.force(passed.slot)
    const before = hasName(standing, system) === false ? attrSet([]) : machine.select(standing, system)
    const merged = delay((inner) => updateAttrs(before, inner.force(own), inner, null))
    return updateAttrs(standing, attrSet([[system, merged]]), machine, null)
  })
}

/** nixpkgs under each name of a channel: those of `channels`, and inputs that are nixpkgs. */
function channelsOf(given: AttrSet, channels: Slot, lib: Slot, machine: Machine): Value {
  const named = machine.force(given.attrs.get('channels')?.slot ?? attrSet([]))
  const inputs = machine.force(given.attrs.get('inputs')?.slot ?? attrSet([]))
  if (!(named instanceof AttrSet) || !(inputs instanceof AttrSet)) return new Unknown('the channels')
  const flakes = [...inputs.attrs].filter(([name, { slot }]) => name !== 'self' && isNixpkgs(slot, machine))
  const names = new Set([...flakes.map(([name]) => name), ...named.attrs.keys()])
  const shared = overlaysOf(machine.force(given.attrs.get('sharedOverlays')?.slot ?? []))
  const known = [...names].map((name): [string, Slot] => [
    name,
    delay((inner) => {
      const channel = inner.force(named.attrs.get(name)?.slot ?? null)
      const builder = channel instanceof AttrSet ? channel.attrs.get('overlaysBuilder') : undefined
      const own = builder === undefined ? [] : overlaysOf(inner.apply(inner.force(builder.slot), channels))
      return makePackageSet(lib, [...shared, ...own])
    }),
  ])
  return new AttrSet(attrSet(known).attrs, new Unknown('a channel of another flake'))
}

function isNixpkgs(slot: Slot, machine: Machine): boolean {
  const input = machine.force(slot)
  return input instanceof AttrSet && input.attrs.has('legacyPackages')
}

function overlaysOf(list: Value): readonly Slot[] {
  return isList(list) ? list : []
}

/** `lib/exportModules.nix`: modules by the names of their files. */
function exportModules(list: Value, machine: Machine): Value {
  if (!isList(list)) return new Unknown('the modules that are exported')
  const modules = new Map<string, Slot>()
  for (const slot of list) {
    const module = machine.force(slot)
    const file = fileOf(module, machine)
    if (file === null) return new Unknown('the name of a module')
    modules.set(file.slice(file.lastIndexOf('/') + 1).replace(/(\.nix)?(\.toml)?$/, ''), module)
  }
  return attrSet([...modules])
}

function fileOf(module: Value, machine: Machine): string | null {
  if (module instanceof PathValue) return module.path
  const file = module instanceof AttrSet ? machine.force(module.attrs.get('_file')?.slot ?? null) : null
  if (file instanceof PathValue) return file.path
  return typeof file === 'string' ? file : null
}
