import { concatStrings } from './coerce.ts'
import { Attr, AttrSet, Unknown, delay, type Machine, type Slot, type Value } from './value.ts'

/** Builders whose derivations are called as their arguments say; others put something before or behind it. */
const plainNames =
  /(^|\.)(mkDerivation|buildGo\d*Module|buildRustPackage|buildNpmPackage|buildPythonApplication|buildDotnetModule|buildMavenPackage|write(Text|Script|ScriptBin|ShellScript|ShellScriptBin|ShellApplication|TextFile)|runCommand(Local|CC)?|symlinkJoin|buildEnv|linkFarm(FromDrvs)?|derivation|overrideAttrs)$/

/** The `name` of a derivation: the argument's, or made of `pname` and `version`. */
export function derivationName(builder: string, args: AttrSet): Attr {
  const attr = nameOf(args)
  if (plainNames.test(builder)) return attr
  return new Attr(new Unknown('the name that the builder gives', null, [attr.slot]), attr.position)
}

function nameOf(args: AttrSet): Attr {
  const name = args.attrs.get('name')
  if (name !== undefined) return name
  const pname = args.attrs.get('pname')
  const version = args.attrs.get('version')
  if (pname === undefined || version === undefined || args.rest !== null) {
    return new Attr(new Unknown('the name of the derivation'), null)
  }
  return new Attr(
    delay((machine) => joinName(machine.force(pname.slot), machine.force(version.slot), machine)),
    pname.position,
  )
}

function joinName(pname: Value, version: Value, machine: Machine): Value {
  const text = (value: Value): string | Unknown =>
    typeof value === 'string' ? value : new Unknown('the name of the derivation')
  return concatStrings([text(pname), '-', text(version)], machine)
}

/** What nixpkgs adds to `meta` by itself, depending on what is not known here. */
const added = ['name', 'position', 'outputsToInstall', 'available', 'unfree', 'unsupported']

/**
 * The `meta` of a derivation: the argument's, with what nixpkgs adds (`check-meta.nix`); null where nothing is known of
 * it. The platforms that some builders fill in are those of their compilers, which is to say all that anybody asks
 * about; a package that names none is left to be one for all.
 */
export function derivationMeta(args: AttrSet): Attr | null {
  const attr = args.attrs.get('meta')
  if (attr === undefined) {
    return args.rest === null ? new Attr(completeMeta(new AttrSet(new Map())), null) : null
  }
  return new Attr(
    delay((machine) => {
      const meta = machine.force(attr.slot)
      return meta instanceof AttrSet ? completeMeta(meta) : meta
    }),
    attr.position,
  )
}

function completeMeta(meta: AttrSet): AttrSet {
  const attrs = new Map(meta.attrs)
  const without = (name: string): boolean =>
    meta.rest === null && !meta.attrs.has(name) && meta.maybe?.has(name) !== true
  const computed: readonly (readonly [string, string])[] = [
    ['broken', 'broken'],
    ['insecure', 'knownVulnerabilities'],
    ['unfree', 'license'],
    ['unsupported', 'platforms'],
  ]
  for (const [name, from] of computed) {
    if (without(name) && without(from)) attrs.set(name, new Attr(false, null))
  }
  const maybe = new Map<string, Attr>(meta.maybe)
  const unknown: Slot = new Unknown('what nixpkgs adds to meta')
  for (const name of added) if (!attrs.has(name)) maybe.set(name, new Attr(unknown, null))
  return new AttrSet(attrs, meta.rest, null, maybe)
}
