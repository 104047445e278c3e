// Writes what is derived from code: `npm run generate`. `generatedFiles` is also what the house test compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { configJsonSchema, configReference } from '../src/config/describe-config.ts'
import { alignmentJsonSchema } from '../src/plan/documents/alignment-data.ts'

const root = join(import.meta.dirname, '..')

/** Every derived file with the text it should have, by path from the root. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const schema = await format(JSON.stringify(configJsonSchema()), { parser: 'json' })
  const alignmentSchema = await format(JSON.stringify(alignmentJsonSchema()), { parser: 'json' })
  return new Map([
    ['docs/nur-keeper.schema.json', schema],
    ['docs/alignment.schema.json', alignmentSchema],
    ['docs/configuration.md', replaceBetween('docs/configuration.md', configReference())],
  ])
}

function replaceBetween(path: string, body: string): string {
  const text = readFileSync(join(root, path), 'utf8')
  const begin = text.indexOf(': begin -->\n')
  const end = text.indexOf('<!-- generated: end -->')
  if (begin < 0 || end < begin) throw new Error(`${path}: the markers of the generated part are gone`)
  return `${text.slice(0, begin)}: begin -->\n\n${body}\n${text.slice(end)}`
}

if (import.meta.main) {
  for (const [path, text] of await generatedFiles()) writeFileSync(join(root, path), text)
}
