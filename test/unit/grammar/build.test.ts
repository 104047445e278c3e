import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

const room = new URL('../../../grammar/', import.meta.url)
const build: unknown = JSON.parse(readFileSync(new URL('build.json', room), 'utf8'))

function sha256(name: string): string {
  return createHash('sha256')
    .update(readFileSync(new URL(name, room)))
    .digest('hex')
}

describe('the built grammar', () => {
  it('is built from the sources beside it: after a change of them, run grammar/build.sh', () => {
    expect(build).toMatchObject({
      inputs: {
        'bridge.c': sha256('bridge.c'),
        'build.sh': sha256('build.sh'),
        'grammar.js': sha256('grammar.js'),
        'scanner.c': sha256('scanner.c'),
      },
      outputs: { 'nix.wasm': sha256('nix.wasm') },
    })
  })
})
