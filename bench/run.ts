// `npm run bench`: ratios, never seconds to pass or fail by. Compared with bench/baseline.json, which --write renews.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadNixParser } from '../grammar/load.ts'
import { align } from '../src/alignment/align.ts'
import { readWorkTree } from '../src/checkout/read-work-tree.ts'
import { defaultConfig } from '../src/config/default-config.ts'
import { buildInventory } from '../src/inventory/build-inventory.ts'
import { createMemory } from '../src/inventory/source/memory.ts'
import { generateNur } from './generate-nur.ts'
import { measure } from './measure.ts'

const program = join(import.meta.dirname, '../bin/nur-keeper')
const baselineFile = join(import.meta.dirname, 'baseline.json')
const runs = 5
/** A server has run for longer than one check: its code is compiled by then. */
const warmRuns = 20

type Ratio = { readonly name: string; readonly value: number; readonly goal: number | null }

/**
 * A NUR of about 300 files and 1 MB against `nix-instantiate --parse` over the same files, whole processes both: on a
 * machine that never ran the keeper; checking anew; and with the outcome on disk.
 */
function againstParsing(
  directory: string,
  caches: string,
): { readonly ratios: readonly Ratio[]; readonly cold: number } {
  const { files, bytes } = generateNur(directory, { packages: 160, modulesEvery: 2, linesOfPadding: 70 })
  const paths = execFileSync('find', [directory, '-name', '*.nix'], { encoding: 'utf8' }).trim().split('\n')
  const options = { cwd: directory, runs, caches }
  const check = (...args: string[]): number =>
    measure(process.execPath, [program, 'check', directory, ...args], options).seconds
  const first = measure(process.execPath, [program, 'check', directory], { ...options, runs: 1 }).seconds
  const cold = check('--no-cache')
  const kept = check()
  const parse = measure('nix-instantiate', ['--parse', ...paths], options).seconds
  say(
    `${files} files, ${bytes} bytes: nix-instantiate --parse ${show(parse)}, check ${show(first)} the very first time, ` +
      `${show(cold)} anew, ${show(kept)} with its outcome on disk`,
  )
  const ratios = [
    { name: 'check / nix-instantiate --parse, the very first time', value: first / parse, goal: null },
    { name: 'check / nix-instantiate --parse, cold', value: cold / parse, goal: 5 },
    { name: 'check / nix-instantiate --parse, outcome on disk', value: kept / parse, goal: 2 },
  ]
  return { ratios, cold }
}

/**
 * In one process, as in the server: a check after one file changed, against a cold check, as a process of its own and as
 * the first in this one.
 * @param coldProcess how long the former takes, in seconds
 */
async function warm(directory: string, coldProcess: number): Promise<readonly Ratio[]> {
  const parser = await loadNixParser()
  const memory = createMemory(parser)
  const tree = readWorkTree(directory)
  for (const path of tree.entries.keys()) tree.readText(path)
  const changed = 'pkgs/org0/package0.nix'
  const check = (round: number): number => {
    const readText = (path: string): string | null =>
      path === changed ? `${tree.readText(path) ?? ''}# ${round}\n` : tree.readText(path)
    const snapshot = { commit: String(round), committedAt: null, entries: tree.entries, readText }
    const started = performance.now()
    align(buildInventory({ snapshot, parser, memory, config: defaultConfig }), defaultConfig)
    return performance.now() - started
  }
  const cold = check(0)
  const best = Math.min(...Array.from({ length: warmRuns }, (_, index) => check(index + 1)))
  say(`in one process: first check ${show(cold / 1000)}, after one changed file ${show(best / 1000)}`)
  return [
    {
      name: 'check after one changed file, in one process / check, cold',
      value: best / 1000 / coldProcess,
      goal: 1 / 20,
    },
    {
      name: 'check after one changed file / first check, in one process',
      value: best / cold,
      goal: null,
    },
  ]
}

/** Time and memory a package, at three sizes: the same where the check is linear. */
function growth(directory: string, caches: string): readonly Ratio[] {
  const sizes = [1000, 3000, 10_000].map((packages) => {
    const folder = join(directory, String(packages))
    mkdirSync(folder)
    generateNur(folder, { packages, modulesEvery: 10, linesOfPadding: 2 })
    const measured = measure(process.execPath, [program, 'check', folder, '--json', '--no-cache'], {
      cwd: folder,
      runs: 1,
      caches,
    })
    say(`${packages} packages: ${show(measured.seconds)}, ${measured.megabytes} MB at the peak`)
    return { packages, ...measured }
  })
  const [small, , large] = sizes
  if (small === undefined || large === undefined) return []
  const times = large.packages / small.packages
  return [
    {
      name: 'time for ten times the packages, by ten',
      value: large.seconds / small.seconds / times,
      goal: 1,
    },
    {
      name: 'memory for ten times the packages, by ten',
      value: large.megabytes / small.megabytes / times,
      goal: 1,
    },
  ]
}

function show(seconds: number): string {
  return `${seconds.toFixed(2)} s`
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

const directory = mkdtempSync(join(tmpdir(), 'nur-keeper-bench-'))
try {
  const nur = join(directory, 'nur')
  const caches = join(directory, 'caches')
  const parsing = againstParsing(nur, caches)
  const ratios = [...parsing.ratios, ...(await warm(nur, parsing.cold)), ...growth(directory, caches)]
  const baseline = JSON.parse(readFileSync(baselineFile, 'utf8')) as Record<string, number>
  for (const { name, value, goal } of ratios) {
    const before = baseline[name]
    const compared = before === undefined ? '' : `, ${(value / before).toFixed(2)} times the baseline`
    process.stdout.write(
      `${value.toFixed(3).padStart(8)}  ${name} (goal: at most ${goal ?? '-'}${compared})\n`,
    )
  }
  if (process.argv.includes('--write')) {
    const written = Object.fromEntries(ratios.map(({ name, value }) => [name, Number(value.toFixed(3))]))
    writeFileSync(baselineFile, `${JSON.stringify(written, null, 2)}\n`)
  }
} finally {
  rmSync(directory, { recursive: true })
}
