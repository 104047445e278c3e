import { strict } from '../eval/builtins/strict.ts'
import { parseDrvName } from '../eval/builtins/strings.ts'
import { isPlatformIn } from '../eval/known-platforms.ts'
import { because, hasName } from '../eval/partial.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { isDerivationValue } from './attrsets/derivations.ts'
import { layOver } from './fixed-points.ts'

const noAttributes = new AttrSet(new Map())

/** `addMetaAttrs`: by `overrideAttrs` where the package has it, so that it stays. */
function addMeta(machine: Machine, extra: Slot, slot: Slot): Slot {
  const pkg = machine.force(slot)
  const newMeta = (set: Value): Slot => {
    const has = hasName(set, 'meta')
    const old = has === false ? noAttributes : delay((inner) => inner.select(set, 'meta'))
    return attrSet([['meta', layOver(old, extra)]])
  }
  const has = hasName(pkg, 'overrideAttrs')
  if (has === false) return updateAttrs(pkg, machine.force(newMeta(pkg)), machine, null)
  if (has instanceof Unknown && !(pkg instanceof Unknown && pkg.path !== null)) return has
  const change = native('change', 1, (inner, [old = null]) => newMeta(inner.force(old)))
  return delayCall(machine.select(pkg, 'overrideAttrs'), change)
}

function mapDerivations(fn: (machine: Machine, pkg: Slot) => Slot, set: AttrSet): AttrSet {
  const attrs = [...set.attrs].map(([name, { slot, position }]): [string, Attr] => {
    const mapped = delay((machine) => {
      const value = machine.force(slot)
      const derivation = isDerivationValue(machine, value)
      if (derivation instanceof Unknown)
        return new Unknown(derivation.reason, null, [fn(machine, value), value])
      return derivation ? fn(machine, value) : value
    })
    return [name, new Attr(mapped, position)]
  })
  return new AttrSet(new Map(attrs), set.rest, null, set.maybe)
}

function setPriority(priority: bigint) {
  return (machine: Machine, pkg: Slot): Slot => addMeta(machine, attrSet([['priority', priority]]), pkg)
}

const lowPrio = setPriority(10n)
const hiPrio = setPriority(-10n)

/** Whether a platform is what an item of `meta.platforms` says: a system's name, or a pattern of attributes. */
function platformMatch(machine: Machine, platform: Value, item: Slot): boolean | Unknown {
  const wanted = machine.force(item)
  if (wanted instanceof Unknown) return because(wanted)
  if (typeof wanted !== 'string') return new Unknown('a pattern of platforms')
  const has = hasName(platform, 'system')
  if (has !== true) return has
  const system = machine.select(platform, 'system')
  return system instanceof Unknown ? because(system) : system === wanted
}

/** Whether a list of `meta` has the platform; null where there is no such list. */
function listed(machine: Machine, platform: Value, pkg: Value, name: string): boolean | null | Unknown {
  const hasMeta = hasName(pkg, 'meta')
  if (hasMeta !== true) return hasMeta === false ? null : hasMeta
  const meta = machine.select(pkg, 'meta')
  const has = hasName(meta, name)
  if (has !== true) return has === false ? null : has
  const list = machine.select(meta, name)
  if (list instanceof Unknown) {
    const system = hasName(platform, 'system') === true ? machine.select(platform, 'system') : null
    return isPlatformIn(list, system) ?? because(list)
  }
  if (!isList(list)) return new Unknown('the platforms of a package')
  for (const item of list) {
    const answer = platformMatch(machine, platform, item)
    if (answer !== false) return answer
  }
  return false
}

function availableOn(machine: Machine, platform: Slot, pkg: Slot): boolean | Unknown {
  const [here, what] = [machine.force(platform), machine.force(pkg)]
  const good = listed(machine, here, what, 'platforms')
  if (good === false || good instanceof Unknown) return good
  const bad = listed(machine, here, what, 'badPlatforms')
  return bad instanceof Unknown ? bad : bad !== true
}

/** The path of the output that nixpkgs' `getBin` takes, where a package names it; null where it is not known. */
function binaryOutput(machine: Machine, pkg: Value): string | null {
  if (!(pkg instanceof AttrSet) || pkg.derivation !== null) return null
  const read = (set: AttrSet, key: string): Value => machine.force(set.attrs.get(key)?.slot ?? null)
  if (read(pkg, 'outputSpecified') !== false) return null
  const bin = read(pkg, 'bin')
  const path = bin instanceof AttrSet ? read(bin, 'outPath') : null
  return typeof path === 'string' ? path : null
}

function mainProgram(machine: Machine, pkg: Value): string | null {
  const meta = pkg instanceof AttrSet ? machine.force(pkg.attrs.get('meta')?.slot ?? null) : null
  const main = meta instanceof AttrSet ? machine.force(meta.attrs.get('mainProgram')?.slot ?? null) : null
  return typeof main === 'string' ? main : null
}

/** Where a program lies is only known to Nix, but for a package that says so; that it is asked of one is checked. */
function programPath(machine: Machine, slot: Slot, name: Slot | null): Value {
  const pkg = machine.force(slot)
  const derivation = isDerivationValue(machine, pkg)
  if (derivation === false) return machine.fail('throw', "getExe': the first argument should be a derivation")
  const program = name === null ? '' : machine.force(name)
  if (program instanceof Unknown) return because(program)
  if (typeof program !== 'string')
    return machine.fail('throw', "getExe': the second argument should be a string")
  if (program.includes('/')) return machine.fail('throw', `getExe': "${program}" is a nested path`)
  const folder = binaryOutput(machine, pkg)
  const called = name === null && folder !== null ? mainProgram(machine, pkg) : program
  if (folder !== null && called !== null) return `${folder}/bin/${called}`
  return new Unknown('where a program of a package lies')
}

function renamed(name: Slot, pkg: Slot): Slot {
  return layOver(pkg, attrSet([['name', name]]))
}

/** `lib.meta`. */
export const metaFunctions: readonly Native[] = [
  native('addMetaAttrs', 2, (machine, [extra = null, pkg = null]) => addMeta(machine, extra, pkg)),
  native('dontDistribute', 1, (machine, [pkg = null]) =>
    addMeta(machine, attrSet([['hydraPlatforms', []]]), pkg),
  ),
  native('setPrio', 2, (machine, [priority = null, pkg = null]) =>
    addMeta(machine, attrSet([['priority', priority]]), pkg),
  ),
  native('lowPrio', 1, (machine, [pkg = null]) => lowPrio(machine, pkg)),
  native('hiPrio', 1, (machine, [pkg = null]) => hiPrio(machine, pkg)),
  strict('lowPrioSet', ['set'], (_machine, set) => mapDerivations(lowPrio, set)),
  strict('hiPrioSet', ['set'], (_machine, set) => mapDerivations(hiPrio, set)),
  strict('mapDerivationAttrset', ['lazy', 'set'], (_machine, fn, set) =>
    mapDerivations((_inner, pkg) => delayCall(fn, pkg), set),
  ),
  native('setName', 2, (_machine, [name = null, pkg = null]) => renamed(name, pkg)),
  native('updateName', 2, (_machine, [fn = null, pkg = null]) =>
    renamed(
      delayCall(
        fn,
        delay((machine) => machine.select(machine.force(pkg), 'name')),
      ),
      pkg,
    ),
  ),
  strict('appendToName', ['string', 'lazy'], (_machine, suffix, pkg) => {
    const name = delay((machine) => {
      const old = machine.select(machine.force(pkg), 'name')
      if (typeof old !== 'string') return new Unknown('the name of a package')
      const parts = parseDrvName(old)
      const [own, version] = ['name', 'version'].map((key) => machine.select(parts, key))
      return typeof own === 'string' && typeof version === 'string' ? `${own}-${suffix}-${version}` : null
    })
    return renamed(name, pkg)
  }),
  native('platformMatch', 2, (machine, [platform = null, item = null]) =>
    platformMatch(machine, machine.force(platform), item),
  ),
  native('availableOn', 2, (machine, [platform = null, pkg = null]) => availableOn(machine, platform, pkg)),
  native('getExe', 1, (machine, [pkg = null]) => programPath(machine, pkg, null)),
  native("getExe'", 2, (machine, [pkg = null, name = null]) => programPath(machine, pkg, name)),
]
