import { expect, it } from '@jest/globals'
import { loadNixParser } from '../../../grammar/load.ts'

it('gives parsers that work side by side, also where they are loaded at once', async () => {
  const text = '{ a = [ 1 "x" ]; b = x: x + 2; }'
  const parsers = await Promise.all([loadNixParser(), loadNixParser(), loadNixParser()])
  parsers.push(await loadNixParser())
  const [first, ...others] = parsers.map((parser) => parser.parse(text))
  expect(first?.errors).toEqual([])
  for (const other of others) expect(other).toEqual(first)
  for (const parser of parsers) expect(parser.parse('{ a = ; }').errors).toHaveLength(1)
})
