import { z } from 'zod'
import type { OwnTemplates } from './own-templates.ts'

const severity = z
  .enum(['error', 'warning', 'notice', 'off'])
  .describe('How much a rule weighs: `error` fails the check run, `off` silences the rule.')

const glob = z.string().min(1).max(200)

const waiver = z
  .strictObject({
    package: z.string().min(1).max(200).describe('The attribute users write, such as `tangled-knot`.'),
    reason: z.string().min(3).max(1000).describe('Why this package needs no module.'),
    author: z.string().min(1).max(100).describe('Who decided it: a GitHub login.'),
  })
  .describe('A recorded "this package needs no module".')

const category = z.strictObject({
  name: z.string().min(1).max(100).describe('Heading in the documents.'),
  directories: z.array(z.string().min(1).max(100)).describe('Folders of `modules/` that belong to it.'),
})

/**
 * The one schema of `.github/nur-keeper.yml`. The JSON Schema file and the docs page are generated from it;
 * every key has a default, so an empty file (or none) is a valid config.
 */
export const configSchema = z
  .strictObject({
    pullRequests: z
      .strictObject({
        comment: z
          .boolean()
          .default(true)
          .describe('Comment on pull requests where there is something to say.'),
        followUps: z
          .boolean()
          .default(true)
          .describe('Open a follow-up pull request that scaffolds missing modules.'),
        failOn: z
          .enum(['error', 'warning', 'never'])
          .default('error')
          .describe('From which severity an introduced problem makes the check run fail.'),
      })
      .prefault({})
      .describe('What the keeper does on pull requests.'),
    rules: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/), severity)
      .default({})
      .describe('Severity per rule; `nur-keeper explain` lists the codes.'),
    kinds: z
      .record(z.string(), z.enum(['service', 'tool', 'library', 'frontend']))
      .default({})
      .describe(
        'What a package is, by attribute, where its metadata does not say it and the keeper cannot tell.',
      ),
    waivers: z
      .array(waiver)
      .default([])
      .describe('Services that need no module, each with reason and author.'),
    exclude: z
      .array(glob)
      .default([])
      .describe('Paths the keeper does not look at: `*` within a folder, `**` across folders.'),
    entryPoints: z
      .array(glob)
      .nullable()
      .default(null)
      .describe(
        'Files that users import. Without it: `default.nix`, `nur.nix`, `pkgs/default.nix`, `modules/default.nix`, `overlay.nix`, `overlays/default.nix`, `flake.nix`, where they exist.',
      ),
    scaffold: z
      .strictObject({
        library: z
          .string()
          .max(200)
          .nullable()
          .default(null)
          .describe(
            'Path of the shared library scaffolds use; without it, the one that sibling modules use.',
          ),
        optionPrefix: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_'-]*(\.[A-Za-z_][A-Za-z0-9_'-]*)*$/)
          .nullable()
          .default(null)
          .describe(
            'Where options live, such as `services.tangled`; without it, as sibling modules have it.',
          ),
        libraries: z
          .enum(['none', 'offer', 'add'])
          .default('offer')
          .describe(
            "The keeper's own shared library, for a repository without any: `offer` tells of it in the follow-up, `add` brings it into `lib/` with the first module that uses it, `none` says nothing.",
          ),
        verify: z
          .strictObject({
            nix: z
              .boolean()
              .default(false)
              .describe(
                "Also by real Nix, where the keeper's host allows it (`ALLOW_REAL_NIX`): a module that Nix refuses is not offered.",
              ),
            seconds: z
              .int()
              .min(1)
              .max(300)
              .default(60)
              .describe('How long real Nix may take for one module.'),
          })
          .prefault({})
          .describe('How modules are verified before they are offered, beside by the keeper itself.'),
      })
      .prefault({})
      .describe('How missing modules are scaffolded.'),
    documents: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe('Keep the documents; on pushes to the default branch too.'),
        architecture: z
          .string()
          .max(200)
          .default('docs/MODULES_ARCHITECTURE.md')
          .describe('Where the architecture document is; the map as a picture lies beside it.'),
        alignment: z
          .string()
          .max(200)
          .default('docs/PACKAGES_AND_MODULES.md')
          .describe('Where the alignment document is.'),
        data: z
          .string()
          .max(200)
          .default('docs/alignment.json')
          .describe('Where the alignment is kept as data; its badge and its history lie beside it.'),
        options: z
          .string()
          .max(200)
          .nullable()
          .default('docs/options')
          .describe('Folder of the options reference; `null` for none.'),
        categories: z
          .array(category)
          .default([])
          .describe('How the folders of `modules/` are grouped; a folder in none shows up as uncategorised.'),
      })
      .prefault({})
      .describe('The documents that the keeper writes.'),
  })
  .describe('Configuration of nur-keeper: `.github/nur-keeper.yml` on the default branch.')

/** The config with every default filled in, and the templates of the repository's own that go with it. */
export type Config = z.output<typeof configSchema> & { readonly templates?: OwnTemplates }
