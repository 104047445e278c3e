import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hasNix } from '../../../support/evaluate-by-nix.ts'
import { nixpkgsLib } from '../../../support/nixpkgs-lib.ts'
import { calls } from './arbitrary-calls.ts'
import { moduleSystems } from './arbitrary-modules.ts'
import { differences } from './compare-with-nixpkgs.ts'

const runs = Number(process.env['NUR_KEEPER_FUZZ_RUNS'] ?? 4)
const seed = Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123)
const canCompare = hasNix && nixpkgsLib !== null
if (!canCompare) {
  console.warn(
    'SKIPPED: lib is not compared with nixpkgs on random input; that takes Nix and NIXPKGS_LIB (a path)',
  )
}

async function expectAgreement(expressions: readonly string[]): Promise<void> {
  const { wrong, unknown } = await differences(expressions)
  expect(wrong).toEqual([])
  // Unknown is always sound, so only a share of known answers proves something.
  expect(unknown.length / expressions.length).toBeLessThan(0.05)
}

;(canCompare ? describe : describe.skip)('lib against nixpkgs', () => {
  it(`gives the same value for ${runs} random calls of each function (seed ${seed}), or unknown`, async () => {
    await expectAgreement(calls.flatMap(([, call]) => fc.sample(call, { numRuns: runs, seed })))
  }, 600_000)

  it(`gives the same value for ${runs * 100} random systems of modules (seed ${seed}), or unknown`, async () => {
    await expectAgreement(fc.sample(moduleSystems, { numRuns: runs * 100, seed }))
  }, 600_000)
})
