import type { Config } from './schema.ts'

/** Where a repository keeps its config. */
export const configPath = '.github/nur-keeper.yml'

/**
 * The config of a repository that has none: the schema's defaults, written out, so that such a repository is checked
 * without loading the schema.
 */
export const defaultConfig: Config = {
  pullRequests: { comment: true, followUps: true, failOn: 'error' },
  rules: {},
  kinds: {},
  waivers: [],
  exclude: [],
  entryPoints: null,
  scaffold: { library: null, optionPrefix: null, libraries: 'offer', verify: { nix: false, seconds: 60 } },
  documents: {
    enabled: true,
    architecture: 'docs/MODULES_ARCHITECTURE.md',
    alignment: 'docs/PACKAGES_AND_MODULES.md',
    data: 'docs/alignment.json',
    options: 'docs/options',
    categories: [],
  },
}
