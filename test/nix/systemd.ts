import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where this machine's own targets, and the journal's units, lie. */
const ownUnits = '/lib/systemd/system'

/** Units of NixOS that units here order themselves by. */
const neighbours = [
  'postgresql.target',
  'nginx.service',
  'podman.service',
  'nix-daemon.service',
  'sshd.service',
]

/** Why units are not handed to systemd; null where they can be. */
export const whyNotSystemd = existsSync('/usr/bin/systemd-analyze')
  ? null
  : 'systemd-analyze is not installed'

export type Verdict = {
  /** What `systemd-analyze verify` says, a line each; none for clean units. */
  readonly complaints: readonly string[]
  /** Exposure by unit, 0 to 10, less is better. */
  readonly exposure: ReadonlyMap<string, number>
}

/**
 * Hands unit files to `systemd-analyze verify` and `systemd-analyze security`, in a root of their own that has
 * every program they start.
 */
export async function judgeUnits(units: Readonly<Record<string, string>>): Promise<Verdict> {
  const root = await mkdtemp(join(tmpdir(), 'units-'))
  try {
    await layOut(root, units)
    const names = Object.keys(units)
    const services = names.filter((name) => name.endsWith('.service'))
    const complaints = await analyze(['verify', `--root=${root}`, '--man=no', ...names])
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

async function layOut(root: string, units: Readonly<Record<string, string>>): Promise<void> {
  const system = join(root, 'usr/lib/systemd/system')
  const local = join(root, 'etc/systemd/system')
  await mkdir(system, { recursive: true })
  await mkdir(local, { recursive: true })
  for (const name of await readdir(ownUnits))
    if (name.endsWith('.target') || name.startsWith('systemd-journald'))
      await cp(join(ownUnits, name), join(system, name), { verbatimSymlinks: true })
  const texts = Object.values(units).join('\n')
  for (const name of [...neighbours, ...(texts.match(/redis-[a-z0-9-]+\.service/g) ?? [])])
    await writeFile(join(system, name), neighbour(name))
  for (const [name, text] of Object.entries(units)) await writeFile(join(local, name), text)
  for (const [program] of texts.matchAll(/(?<=^Exec\w+=[-+!:@]*"?)\/[^\s"]+/gm))
    await placeProgram(root, program)
}

function neighbour(name: string): string {
  const service = name.endsWith('.service') ? '[Service]\nExecStart=/bin/true\n' : ''
  return `[Unit]\nDescription=Stands for the unit of NixOS\n${service}`
}

async function placeProgram(root: string, program: string): Promise<void> {
  await mkdir(dirname(join(root, program)), { recursive: true })
  await writeFile(join(root, program), '#!/bin/sh\n', { mode: 0o755 })
}

async function analyze(args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run('systemd-analyze', args, { maxBuffer: 64 * 1024 * 1024 })
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
