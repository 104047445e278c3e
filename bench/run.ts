// `npm run bench`: ratios, never seconds to pass or fail by. Compared with bench/baseline.json, which --write renews.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadNixParser } from '../grammar/load.ts'
import { align } from '../src/alignment/align.ts'
import { readWorkTree } from '../src/checkout/read-work-tree.ts'
import { defaultConfig } from '../src/config/schema.ts'
import { buildInventory } from '../src/inventory/build-inventory.ts'
import { generateNur } from './generate-nur.ts'
import { measure } from './measure.ts'

const program = join(import.meta.dirname, '../bin/nur-keeper')
const baselineFile = join(import.meta.dirname, 'baseline.json')
const runs = 5

type Ratio = { readonly name: string; readonly value: number; readonly goal: number | null }

/** A NUR of about 300 files and 1 MB against `nix-instantiate --parse` over the same files, whole processes both. */
function againstParsing(directory: string): Ratio {
  const { files, bytes } = generateNur(directory, { packages: 160, modulesEvery: 2, linesOfPadding: 70 })
  const paths = execFileSync('find', [directory, '-name', '*.nix'], { encoding: 'utf8' }).trim().split('\n')
  const parse = measure('nix-instantiate', ['--parse', ...paths], { cwd: directory, runs })
  const check = measure(process.execPath, [program, 'check', directory], { cwd: directory, runs })
  say(
    `${files} files, ${bytes} bytes: nix-instantiate --parse ${show(parse.seconds)}, check ${show(check.seconds)}`,
  )
  return { name: 'check / nix-instantiate --parse, cold', value: check.seconds / parse.seconds, goal: 5 }
}

/** In one process: a check after one file changed, against the first. */
async function warm(directory: string): Promise<Ratio> {
  const parser = await loadNixParser()
  const check = (): number => {
    const started = performance.now()
    align(buildInventory({ snapshot: readWorkTree(directory), parser, config: defaultConfig }), defaultConfig)
    return performance.now() - started
  }
  const cold = check()
  const file = join(directory, 'pkgs/org0/package0.nix')
  const again = Array.from({ length: runs }, (_, index) => {
    writeFileSync(file, `${readFileSync(file, 'utf8')}# ${index}\n`)
    return check()
  })
  const best = Math.min(...again)
  say(`in one process: first check ${show(cold / 1000)}, after one changed file ${show(best / 1000)}`)
  return {
    name: 'check after one changed file / first check, in one process',
    value: best / cold,
    goal: 1 / 20,
  }
}

/** Time and memory a package, at three sizes: the same where the check is linear. */
function growth(directory: string): readonly Ratio[] {
  const sizes = [1000, 3000, 10_000].map((packages) => {
    const folder = join(directory, String(packages))
    mkdirSync(folder)
    generateNur(folder, { packages, modulesEvery: 10, linesOfPadding: 2 })
    const measured = measure(process.execPath, [program, 'check', folder, '--json'], { cwd: folder, runs: 1 })
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
  const ratios = [againstParsing(nur), await warm(nur), ...growth(directory)]
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
