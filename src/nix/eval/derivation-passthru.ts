import { Attr, AttrSet, Unknown, delay, type Machine, type Slot, type Value } from './value.ts'

/** Builders that hand on `passthru` and nothing else. */
const plainBuilder = /mkDerivation$/

/** Builders of nixpkgs whose additions to `passthru` are known. */
const readBuilder = /(^|\.)(buildGo\w*Module|buildRustPackage|buildNpmPackage)$/

/**
 * What those builders put into `passthru` in one release of nixpkgs or another (`build-support/go/module.nix`,
 * `build-support/rust/build-rust-package`, `build-support/node/build-npm-package`), and what people expect there.
 */
const additions = (
  'cargoDeps cargoHash cargoLock dependencies env go go-modules goModules goSum modRoot nodejs npmDeps npmDepsHash ' +
  'overrideModAttrs overrideRustAttrs proxyVendor rustc tests unwrapped updateScript vendorHash vendorSha256'
).split(' ')

const reason = 'what a builder makes of its arguments'

/**
 * `passthru` as the derivation has it: `mkDerivation` adds nothing to it, some builders certain names, others anything.
 * @param args what the builder is given
 * @returns null where nothing is known of it
 */
export function derivationPassthru(builder: string, args: AttrSet): Attr | null {
  const given = args.attrs.get('passthru')
  if (given === undefined)
    return args.rest === null && !isOther(builder) ? new Attr(passedThrough(builder, emptySet), null) : null
  return new Attr(
    delay((machine: Machine) => passedThrough(builder, machine.force(given.slot))),
    given.position,
  )
}

const emptySet = new AttrSet(new Map())

function isOther(builder: string): boolean {
  return !plainBuilder.test(builder) && !readBuilder.test(builder)
}

function passedThrough(builder: string, given: Value): Value {
  if (!(given instanceof AttrSet) || plainBuilder.test(builder)) return given
  if (isOther(builder)) return new AttrSet(given.attrs, given.rest ?? new Unknown(reason), null, given.maybe)
  const maybe = new Map(given.maybe)
  const unknown: Slot = new Unknown(reason)
  for (const name of additions) if (!given.attrs.has(name)) maybe.set(name, new Attr(unknown, null))
  return new AttrSet(given.attrs, given.rest, null, maybe)
}
