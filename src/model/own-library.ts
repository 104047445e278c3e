/** The keeper's own shared library, for repositories that want it. */
export type OwnLibrary = {
  /** The keeper's version. */
  readonly version: string
  readonly licence: string
  /** `service-common.nix` and its parts, by path from the `lib` folder. */
  readonly files: ReadonlyMap<string, string>
}
