import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { system } from '../../../nix/lib/package-set.ts'
import { inPath, optional } from './optional.ts'
import { channelsOf, overlaysOf } from './snowfall-overlays.ts'
import { aliasesOf, packagesOf } from './snowfall-packages.ts'
import { below, defaultFiles, readSnowfall, type Snowfall } from './snowfall.ts'

/** Arguments of `mkFlake` that are no outputs (`flake.without-snowfall-options`, and those of flake-utils-plus). */
const ownArguments = new Set(
  (
    'inputs src snowfall systems modules overlays packages outputs-builder outputsBuilder packagesPrefix hosts homes ' +
    'channels-config templates checks alias shells extra-exported-overlays supportedSystems channels channelsConfig ' +
    'sharedOverlays'
  ).split(' '),
)

/** Outputs of modules, and the folder of `modules/` that each is made of. */
const moduleOutputs = [
  ['nixosModules', 'nixos'],
  ['darwinModules', 'darwin'],
  ['homeModules', 'home'],
] as const

/** snowfallorg/lib, `mkFlake` and `mkLib` (`flake.nix`): folders become outputs. */
export function makeSnowfall(nixpkgsLib: Slot): readonly [string, Slot][] {
  const mkFlake = native('mkFlake', 1, (machine, [args = null]) => {
    const given = machine.force(args)
    const snowfall = readSnowfall(given, nixpkgsLib, machine)
    return snowfall instanceof Unknown ? snowfall : outputsOf(snowfall, given)
  })
  const mkLib = native('mkLib', 1, (machine, [args = null]) => {
    const snowfall = readSnowfall(machine.force(args), nixpkgsLib, machine)
    if (snowfall instanceof Unknown) return snowfall
    const make = native('mkFlake', 1, (inner, [more = null]) => outputsOf(snowfall, inner.force(more)))
    return updateAttrs(machine.force(snowfall.lib), attrSet([['mkFlake', make]]), machine, null)
  })
  return [
    ['mkFlake', mkFlake],
    ['mkLib', mkLib],
  ]
}

function outputsOf(snowfall: Snowfall, given: Value): Value {
  if (!(given instanceof AttrSet)) return new Unknown('what snowfall-lib is called with')
  const own = [...given.attrs].filter(([name]) => !ownArguments.has(name))
  const outputs = new Map<string, Attr>(own)
  const set = (name: string, slot: Slot): void => void outputs.set(name, new Attr(slot, null))
  const channels: Slot = delay((inner) => channelsOf(snowfall, given, inner))
  const built = delay((inner) => builtBy(given, channels, inner))
  const packages = delay((inner) => {
    const overrides = updateAttrs(
      optional(given, ['packages'], inner),
      inPath(inner.force(built), 'packages', inner),
      inner,
      null,
    )
    const pkgs = delay((deeper) => deeper.select(deeper.force(channels), 'nixpkgs'))
    return packagesOf(snowfall, { channels, pkgs, given, overrides }, inner)
  })
  set('packages', attrSet([[system, packages]]))
  set(
    'overlays',
    delay((inner) => overlaysOf(snowfall, channels, given, inner)),
  )
  set('lib', snowfall.ownLib)
  for (const [output, folder] of moduleOutputs)
    set(
      output,
      delay((inner) => modulesOf(snowfall, folder, given, inner)),
    )
  set('snowfall', describeSnowfall(snowfall))
  set('pkgs', attrSet([[system, channels]]))
  return new AttrSet(outputs, new Unknown('another output of snowfall-lib', ['snowfall']), null, given.maybe)
}

/** What a flake says of itself; modules are called with some of it. */
function describeSnowfall({ namespace, ownLib, root }: Snowfall): AttrSet {
  const config = attrSet([
    ['namespace', namespace],
    ['root', root],
  ])
  return new AttrSet(
    attrSet([
      ['config', new AttrSet(config.attrs, new Unknown('the settings of snowfall-lib'))],
      ['user-lib', ownLib],
    ]).attrs,
    new Unknown('the settings of snowfall-lib'),
  )
}

function builtBy(given: AttrSet, channels: Slot, machine: Machine): Value {
  const builder = given.attrs.get('outputs-builder') ?? given.attrs.get('outputsBuilder')
  return builder === undefined ? attrSet([]) : machine.apply(machine.force(builder.slot), channels)
}

/** `module.create-modules`: each `default.nix` below a folder of `modules/`, by its folders. */
function modulesOf(snowfall: Snowfall, folder: string, given: AttrSet, machine: Machine): Value {
  const root = below(snowfall.root, `modules/${folder}`)
  const found = attrSet(
    defaultFiles(machine, root).map((file): [string, Slot] => [
      file.path.slice(root.path.length + 1).replace(/\/?default\.nix$/, ''),
      file,
    ]),
  )
  const aliased = aliasesOf(found, optional(given, ['alias', 'modules', folder], machine), machine)
  return updateAttrs(aliased, optional(given, ['modules', folder], machine), machine, null)
}
