import { execFileSync, spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TestPostgres = { readonly url: string; stop(): Promise<void> }

/** A Postgres of its own in a temporary folder; null where the machine has none. It refuses to run as root. */
export async function startPostgres(): Promise<TestPostgres | null> {
  const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1)
  if (bin === undefined || !existsSync(join(bin, 'postgres'))) return null
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const isRoot = process.getuid?.() === 0
  const owner = isRoot ? userId('postgres') : null
  if (isRoot && owner === null) return null
  const as = owner === null ? {} : { uid: owner.uid, gid: owner.gid }
  if (owner !== null) execFileSync('chown', [`${owner.uid}:${owner.gid}`, folder])
  await chmod(folder, 0o700)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'keeper', '--no-sync'], {
    ...as,
    cwd: folder,
    stdio: 'ignore',
  })
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
    { ...as, cwd: folder, stdio: 'ignore' },
  )
  const url = `postgresql://keeper@/postgres?host=${encodeURIComponent(folder)}`
  await untilReady(bin, folder)
  return {
    url,
    stop: async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function userId(name: string): { readonly uid: number; readonly gid: number } | null {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

async function untilReady(bin: string, folder: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-h', folder], { stdio: 'ignore' })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('Postgres does not start')
}
