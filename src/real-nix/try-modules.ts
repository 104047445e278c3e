import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModuleTrial, NixTrial, NixVerdict } from '../model/real-nix.ts'
import { nixosOptions, nixosUtils } from '../verification/machine/nixos-options.ts'
import { evaluateRestricted, type Evaluation } from './evaluate-restricted.ts'
import { namesOfPackages } from './names-of-packages.ts'
import type { NixProgram } from './nix-program.ts'
import { readFailure } from './read-failure.ts'
import { writeTree, type WrittenTree } from './write-tree.ts'

export type Host = {
  readonly nix: NixProgram
  /** Folder of nixpkgs' `lib`, without links in its path. */
  readonly lib: string
}

/** Evaluations that run at once. */
const atOnce = 2

/** After so many that came to no end, no other module is tried. */
const mostStopped = 3

/** Our part of the trial, as Nix files. */
const ownFiles = ['trial.nix', 'machine.nix', 'free-type.nix', 'samples.nix', 'packages.nix'] as const

/** Writes the files into a folder of their own and evaluates each module there; the folder is gone afterwards. */
export async function tryModules(trial: NixTrial, host: Host): Promise<ReadonlyMap<string, NixVerdict>> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nur-keeper-nix-')))
  try {
    const repository = join(folder, 'repository')
    await mkdir(repository)
    const tree = await writeTree(repository, trial.snapshot, trial.files)
    await layOutTrial(join(folder, 'trial'))
    return await tryEach(trial, { folder, tree, host, packages: namesOfPackages(tree.nix) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function layOutTrial(folder: string): Promise<void> {
  await mkdir(folder)
  for (const name of ownFiles) await copyFile(join(import.meta.dirname, name), join(folder, name))
  await writeFile(join(folder, 'nixos-options.nix'), nixosOptions)
  await writeFile(join(folder, 'nixos-utils.nix'), nixosUtils)
}

type Place = {
  readonly folder: string
  readonly tree: WrittenTree
  readonly host: Host
  readonly packages: readonly (readonly string[])[]
}

async function tryEach(trial: NixTrial, place: Place): Promise<ReadonlyMap<string, NixVerdict>> {
  const verdicts = new Map<string, NixVerdict>()
  const waiting = trial.modules.entries()
  let stopped = 0
  const work = async (): Promise<void> => {
    for (const [number, module] of waiting) {
      if (stopped >= mostStopped) {
        const reason = `it was not tried: ${mostStopped} modules before it came to no end`
        verdicts.set(module.path, { kind: 'unknown', reason })
      } else {
        const { verdict, isStopped } = await tryOne(module, number, trial, place)
        if (isStopped) stopped += 1
        verdicts.set(module.path, verdict)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return new Map(trial.modules.flatMap(({ path }) => entryOf(path, verdicts)))
}

function entryOf(path: string, verdicts: ReadonlyMap<string, NixVerdict>): (readonly [string, NixVerdict])[] {
  const verdict = verdicts.get(path)
  return verdict === undefined ? [] : [[path, verdict]]
}

type Trial = { readonly verdict: NixVerdict; readonly isStopped: boolean }

/** Endless recursion may come of the free settings alone: then it is tried without them. */
async function tryOne(module: ModuleTrial, number: number, trial: NixTrial, place: Place): Promise<Trial> {
  const tried = await evaluateModule(module, `${number}`, { trial, place, withFree: true })
  const { verdict } = tried
  const said = verdict.kind === 'failed' ? verdict.message : verdict.kind === 'unknown' ? verdict.reason : ''
  return said.includes('infinite recursion')
    ? await evaluateModule(module, `${number}-again`, { trial, place, withFree: false })
    : tried
}

async function evaluateModule(
  { path, options }: ModuleTrial,
  name: string,
  { trial, place, withFree }: { readonly trial: NixTrial; readonly place: Place; readonly withFree: boolean },
): Promise<Trial> {
  const { folder, tree, host, packages } = place
  const { seconds, snapshot, files } = trial
  const sets = options.map((set) => set.split('.'))
  await writeFile(join(folder, 'trial', `${name}.json`), JSON.stringify({ path, sets, packages, withFree }))
  const ended = await evaluateRestricted(
    `import <trial/trial.nix> (builtins.fromJSON (builtins.readFile <trial/${name}.json>))`,
    { folder, host, seconds },
  )
  const changed = new Map(files.map((file) => [file.path, file.content]))
  const scene = {
    repository: join(folder, 'repository'),
    trial: join(folder, 'trial'),
    lib: host.lib,
    options,
    left: tree.left,
    readText: (file: string) => changed.get(file) ?? snapshot.readText(file),
  }
  return {
    verdict: ended.kind === 'said' ? readFailure(ended.stderr, scene) : verdictOf(ended),
    isStopped: ended.kind === 'stopped',
  }
}

function verdictOf(ended: Exclude<Evaluation, { readonly kind: 'said' }>): NixVerdict {
  switch (ended.kind) {
    case 'value':
      return readResult(ended.value)
    case 'crashed':
      return {
        kind: 'failed',
        message: `Nix crashes over it (${ended.signal}), as it does in endless recursion`,
      }
    case 'stopped':
    case 'not-started':
      return { kind: 'unknown', reason: ended.reason }
  }
}

/** What `trial.nix` returns. */
function readResult(value: unknown): NixVerdict {
  const found: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  const texts = (name: string): readonly string[] => {
    const list = found[name]
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
  }
  const remarks = [
    ...texts('unset').map((name) => `no value could be made for ${name}`),
    ...texts('refused').map(
      (message) => `an assertion asks for more: ${message.replace(/\s+/g, ' ').trim()}`,
    ),
  ]
  return { kind: 'ok', varied: Number(found['varied'] ?? 0), remarks }
}
