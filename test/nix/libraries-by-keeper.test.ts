import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../grammar/load.ts'
import { toPlain } from '../../src/nix/eval/builtins/json.ts'
import { createEvaluator, type Evaluator } from '../../src/nix/eval/evaluator.ts'
import { Unknown } from '../../src/nix/eval/value.ts'
import { lib } from '../../src/nix/lib/index.ts'
import { memorySnapshot } from '../support/snapshot.ts'
import { libraryCases, preamble } from './library-cases.ts'
import { libraryFiles } from './library-files.ts'

describe('the shared libraries, by our own evaluator', () => {
  let evaluator: Evaluator

  beforeAll(async () => {
    const parser = await loadNixParser()
    evaluator = createEvaluator({
      parser,
      snapshot: memorySnapshot(libraryFiles),
      globals: new Map([['lib', lib]]),
    })
  })

  it.each(libraryCases)('%s: %s', (_name, expression, expected) => {
    const value = evaluator.evaluateText(`let ${preamble} in ${expression}`, 'cases.nix')
    if (!value.ok) throw new Error(value.fault.message)
    const plain = evaluator.attempt((machine) => toPlain(value.value, machine))
    if (!plain.ok) throw new Error(plain.fault.message)
    // Where it does not know (the checks of option types, the store), it says so rather than guess.
    if (plain.value instanceof Unknown)
      expect(plain.value.reason).toMatch(/mkOptionType|has a type|where the store lies/)
    else expect(jsonOf(plain.value)).toEqual(expected)
  })
})

function jsonOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? Number(item) : item)),
  )
}
