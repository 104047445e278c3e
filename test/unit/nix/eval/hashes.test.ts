import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { md5Hex } from '../../../../src/nix/eval/builtins/md5.ts'
import { sha1Hex } from '../../../../src/nix/eval/builtins/sha1.ts'
import { sha256Hex } from '../../../../src/nix/eval/builtins/sha256.ts'
import { sha512Hex } from '../../../../src/nix/eval/builtins/sha512.ts'
import { evaluate } from './evaluate.ts'

describe('hashes', () => {
  it.each([
    ['md5', md5Hex],
    ['sha1', sha1Hex],
    ['sha256', sha256Hex],
    ['sha512', sha512Hex],
  ])('are those of everybody else: %s', (algorithm, hash) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hash(bytes)).toBe(createHash(algorithm).update(bytes).digest('hex'))
      }),
    )
  })

  it.each(['md5', 'sha1', 'sha256', 'sha512'])('are made of files of the snapshot: %s', (algorithm) => {
    const value = createHash(algorithm).update('é\n').digest('hex')
    const expression = `builtins.hashFile "${algorithm}" ./a.txt`
    expect(evaluate(expression, { files: { 'a.txt': 'é\n' } })).toEqual({ value })
  })

  it('stand for outputs', () => {
    expect(evaluate('placeholder "out"')).toEqual({
      value: '/1rz4g4znpzjwh1xymhjpm42vipw92pr73vdgl6xs1hycac8kf2n9',
    })
  })

  it('are unknown where not every version of Nix has the algorithm', () => {
    expect(evaluate('builtins.hashString "blake3" ""')).toHaveProperty('unknown')
    expect(evaluate('builtins.hashString "crc" ""')).toHaveProperty('code', 'invalid-value')
  })
})
