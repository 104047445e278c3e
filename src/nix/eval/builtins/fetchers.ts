import { valueOrNull } from '../partial.ts'
import { isNixpkgsAddress } from '../nixpkgs-address.ts'
import { AttrSet, Unknown, native, type Machine, type Native, type Slot } from '../value.ts'

const network = 'what is fetched from the network'

/** Builtins that fetch: what they give is unknown, but for nixpkgs it is said that it is that, as `<nixpkgs>`. */
export const fetchers: readonly Native[] = [
  'fetchGit',
  'fetchMercurial',
  'fetchTarball',
  'fetchTree',
  'fetchurl',
].map((name) =>
  native(name, 1, (machine, [source = null]) => {
    const address = addressOf(source, machine)
    return new Unknown(network, [
      address !== null && isNixpkgsAddress(address) ? '<nixpkgs>' : `builtins.${name}`,
    ])
  }),
)

/** The URL that a fetcher is given, by itself or as `url`; null where it is not known. */
function addressOf(source: Slot, machine: Machine): string | null {
  const value = valueOrNull(source, machine)
  const url = value instanceof AttrSet ? value.attrs.get('url') : undefined
  const address = url === undefined ? value : valueOrNull(url.slot, machine)
  return typeof address === 'string' ? address : null
}
