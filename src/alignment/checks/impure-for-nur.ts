import type { EntryPoint } from '../../model/inventory.ts'
import type { Check, CheckContext, Finding } from './check.ts'

export const impureForNur: Check = {
  code: 'impure-for-nur',
  severity: 'error',
  title: "what NUR's own evaluation refuses",
  explanation:
    'NUR evaluates `default.nix` in restricted mode and gives it `pkgs`, nothing else. Other arguments need a default; ' +
    '`<nixpkgs>` and the builtin fetchers are refused, unless they stand in the default of an argument that NUR ' +
    'gives. Looked for in the files that evaluating `default.nix` reads, or `nur.nix` where there is one. A `default.nix` that fetches flake-compat to ' +
    'hand out the flake is for people without flakes: it was never meant for NUR.',
  bad: { 'default.nix': '{ pkgs, craneLib }:\n{\n  beacon = (import <nixpkgs> { }).hello;\n}\n' },
  good: { 'default.nix': '{ pkgs ? import <nixpkgs> { } }:\n{\n  beacon = pkgs.hello;\n}\n' },
  find: ({ inventory }) => {
    const [entryPoint] = ['nur.nix', 'default.nix'].flatMap(
      (file) => inventory.entryPoints.find(({ path }) => path === file) ?? [],
    )
    if (!entryPoint?.exports.includes('packages') || handsOutFlake(inventory)) return []
    return [...requiredArguments(entryPoint), ...impurities(inventory, entryPoint)]
  },
}

/** By flake-compat, which gives what the flake has as `defaultNix`, and without a word of `pkgs`. */
function handsOutFlake({ facts, entryPoints }: CheckContext['inventory']): boolean {
  const root = facts.find(({ path }) => path === 'default.nix')
  if (root === undefined || !entryPoints.some(({ path }) => path === 'flake.nix')) return false
  return root.mentions.has('defaultNix') && !root.mentions.has('pkgs')
}

function requiredArguments({ path, requiredArguments: names }: EntryPoint): readonly Finding[] {
  return names.map((name) => ({
    location: { path, line: 1, column: 1 },
    message: `${path} needs the argument \`${name}\`, which NUR does not give: it cannot be evaluated there at all.`,
    remedy: `Give \`${name}\` a default that is made from \`pkgs\`.`,
    subject: `${path}: argument ${name}`,
    wholeFile: true,
  }))
}

function impurities(
  inventory: CheckContext['inventory'],
  { path: from, files }: EntryPoint,
): readonly Finding[] {
  const read = new Set(files)
  return inventory.facts
    .filter(({ path }) => read.has(path))
    .flatMap(({ path, impurities: found }) =>
      found
        .filter(({ isAside }) => !isAside)
        .map(({ what, location }) => ({
          location,
          message: `${path}${path === from ? '' : `, which ${from} reads,`} uses \`${what}\`, which NUR refuses.`,
          remedy: 'Take it from `pkgs`, or fetch it with a fetcher of nixpkgs.',
          subject: `${path}: ${what}`,
        })),
    )
}
