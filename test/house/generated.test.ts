import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { generatedFiles } from '../../scripts/generate.ts'

const root = join(import.meta.dirname, '../..')

it('holds every derived file as it would be generated (mend with: npm run generate)', async () => {
  for (const [path, text] of await generatedFiles()) {
    expect({ path, text: readFileSync(join(root, path), 'utf8') }).toEqual({ path, text })
  }
})
