import { execFile, spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, normalize } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where this machine's own targets lie. */
const ownUnits = '/lib/systemd/system'

/** How long one look of systemd's may take, in milliseconds. */
const timeout = 120_000

/** What `systemd-analyze` says of units. */
type Verdict = {
  readonly complaints: readonly string[]
  readonly exposure: ReadonlyMap<string, number>
}

/** Why units cannot be handed to systemd; null where they can. */
export function whyNoSystemd(): string | null {
  return spawnSync('systemd-analyze', ['--version']).status === 0 ? null : 'systemd-analyze is not installed'
}

/**
 * Hands unit files to `systemd-analyze verify` and `security --offline`, in a root of their own that has every program
 * they start, empty. Nothing is started.
 * @param units texts by file name
 */
export async function judgeUnits(units: ReadonlyMap<string, string>): Promise<Verdict> {
  const root = await mkdtemp(join(tmpdir(), 'nur-keeper-units-'))
  try {
    const safe = new Map([...units].filter(([name]) => /^[\w@:.-]+\.[a-z]+$/.test(name)))
    await layOut(root, safe)
    const names = [...safe.keys()]
    if (names.length === 0) return { complaints: [], exposure: new Map() }
    const complaints = await analyze(['verify', `--root=${root}`, '--man=no', ...names])
    const services = names.filter((name) => name.endsWith('.service'))
    const security = await analyze([
      'security',
      '--offline=true',
      `--root=${root}`,
      '--no-pager',
      ...services,
    ])
    return { complaints: complaints.split('\n').filter((line) => line !== ''), exposure: exposures(security) }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

async function layOut(root: string, units: ReadonlyMap<string, string>): Promise<void> {
  const system = join(root, 'usr/lib/systemd/system')
  const local = join(root, 'etc/systemd/system')
  await mkdir(system, { recursive: true })
  await mkdir(local, { recursive: true })
  for (const name of await readdir(ownUnits))
    if (name.endsWith('.target') || name.startsWith('systemd-journald'))
      await cp(join(ownUnits, name), join(system, name), { verbatimSymlinks: true })
  const texts = [...units.values()].join('\n')
  for (const name of neighbours(texts)) await writeFile(join(system, name), standIn(name))
  for (const [name, text] of units) await writeFile(join(local, name), text)
  for (const [program] of texts.matchAll(/(?<=^Exec\w+=[-+!:@|]*"?)\/[^\s"]+/gm))
    await placeProgram(root, program)
}

/** Units that others refer to: NixOS has them, or another module. */
function neighbours(texts: string): readonly string[] {
  const lines = texts.matchAll(
    /^(?:Wants|Requires|Requisite|BindsTo|PartOf|After|Before|OnFailure|Upholds)=(.*)$/gm,
  )
  const names = [...lines].flatMap(([, list = '']) => list.split(/\s+/))
  return [...new Set(names)].filter((name) => /^[\w@:.-]+\.(service|target|socket|timer)$/.test(name))
}

function standIn(name: string): string {
  const service = name.endsWith('.service') ? '[Service]\nExecStart=/bin/true\n' : ''
  return `[Unit]\nDescription=Stands for the unit of NixOS\n${service}`
}

/** A program of that path below the root; none that would lie beside it. */
async function placeProgram(root: string, program: string): Promise<void> {
  const path = normalize(join(root, program))
  if (!path.startsWith(`${root}/`) || basename(path) === '') return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '#!/bin/sh\n', { mode: 0o755 })
}

async function analyze(args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run('systemd-analyze', args, { maxBuffer: 64 * 1024 * 1024, timeout })
    return stdout + stderr
  } catch (error) {
    // It ends with a status other than 0 where it has something to say.
    if (error instanceof Error && 'stdout' in error && 'stderr' in error)
      return `${String(error.stdout)}${String(error.stderr)}`
    throw error
  }
}

function exposures(text: string): ReadonlyMap<string, number> {
  const lines = text.matchAll(/Overall exposure level for (\S+): ([0-9.]+)/g)
  return new Map([...lines].map(([, unit = '', level = '']) => [unit, Number(level)]))
}
