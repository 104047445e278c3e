import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { runCli } from '../support/run-cli.ts'

const root = join(import.meta.dirname, '../..')

it('verifies every module in full, and reaches every assertion (look with: nur-keeper modules verify)', () => {
  const { status, stdout } = runCli(['modules', 'verify', root])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^evaluates +\d+ ok, 0 failed, 0 unknown$/m)
  expect(stdout).toMatch(/^lints +\d+ ok, 0 failed, 0 unknown$/m)
  const [, reached, all] = /(\d+) of (\d+) assertions reached/.exec(stdout) ?? []
  expect(reached).toBe(all)
  expect(Number(all)).toBeGreaterThan(74)
})
