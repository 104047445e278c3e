/** Where nixpkgs is fetched from: its repository or a mirror of it, its channels, their releases. */
const addresses = [
  /(^|[:/])nixos\/nixpkgs|nixpkgs(-unstable|-stable)?([/?.]|$)/,
  /^https:\/\/(channels\.|releases\.)?nixos\.org\/.*\/nixexprs\.tar\./,
]

/** Whether an address, a URL or a flake reference, is one of nixpkgs. */
export function isNixpkgsAddress(address: string): boolean {
  const text = address.toLowerCase()
  return addresses.some((pattern) => pattern.test(text))
}
