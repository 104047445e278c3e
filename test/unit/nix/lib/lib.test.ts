import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../../grammar/load.ts'
import { toPlain, type Plain } from '../../../../src/nix/eval/builtins/json.ts'
import { createEvaluator, type Evaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown } from '../../../../src/nix/eval/value.ts'
import { lib } from '../../../../src/nix/lib/index.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { nixpkgsLib } from '../../../support/nixpkgs-lib.ts'
import { cases } from './cases.ts'

const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0
if (nixpkgsLib === null || !hasNix) {
  console.warn(
    'SKIPPED: lib is not compared with the real one; it takes nix-instantiate and NIXPKGS_LIB (a path)',
  )
}

let evaluator: Evaluator

beforeAll(async () => {
  const parser = await loadNixParser()
  evaluator = createEvaluator({ parser, snapshot: memorySnapshot({}), globals: new Map([['lib', lib]]) })
})

function evaluate(expression: string): Plain | string {
  const value = evaluator.evaluateText(expression, 'test.nix')
  if (!value.ok) return `fault: ${value.fault.message}`
  const plain = evaluator.attempt((machine) => toPlain(value.value, machine))
  if (!plain.ok) return `fault: ${plain.fault.message}`
  return plain.value instanceof Unknown ? `unknown: ${plain.value.reason}` : plain.value
}

function comparable(value: Plain | string): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? Number(item) : item)),
  )
}

describe('lib', () => {
  it.each(cases)('%s', (expression, expected) => {
    expect(comparable(evaluate(expression))).toEqual(expected)
  })
})

const describeReal = nixpkgsLib !== null && hasNix ? describe : describe.skip
describeReal("lib against nixpkgs' own", () => {
  const directory = mkdtempSync(join(tmpdir(), 'nur-keeper-lib-'))
  afterAll(() => {
    rmSync(directory, { recursive: true })
  })

  it('agrees on every case', () => {
    const file = join(directory, 'cases.nix')
    const items = cases.map(([expression]) => `(${expression})`)
    writeFileSync(
      file,
      `let lib = import (/. + ${JSON.stringify(nixpkgsLib)}); in [\n${items.join('\n')}\n]\n`,
    )
    const { status, stdout, stderr } = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', file], {
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
      env: {
        ...process.env,
        NIX_STATE_DIR: directory,
        NIX_STORE_DIR: directory,
        NIX_LOG_DIR: directory,
        HOME: directory,
      },
    })
    expect({ status, stderr }).toMatchObject({ status: 0 })
    const theirs = JSON.parse(stdout) as unknown[]
    for (const [index, [expression, expected]] of cases.entries()) {
      expect({ expression, value: theirs[index] }).toEqual({ expression, value: expected })
    }
  })
})
