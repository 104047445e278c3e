import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { errorSymbol, missing, numbersOfNode, startEngine, type SyntaxTree } from '../../../src/nix/engine.ts'

const binary = readFileSync(new URL('../../../grammar/nix.wasm', import.meta.url))
const engine = await startEngine(binary)

/** Each node as its name, the text it covers and how many children it has. */
function show(text: string, { nodes }: SyntaxTree): readonly string[] {
  return Array.from({ length: nodes.length / numbersOfNode }, (_, index) => {
    const [symbol = 0, start, end, children] = nodes.subarray(index * numbersOfNode)
    const name = symbol === errorSymbol ? 'ERROR' : engine.symbols[symbol % missing]
    return `${name} ${text.slice(start, end)} ${children}`
  })
}

function parse(text: string): SyntaxTree {
  const tree = engine.parse(text)
  if (tree === null) throw new Error('no tree')
  return tree
}

describe('the engine', () => {
  it('hands a tree over whole, children first, offsets in UTF-16 code units', () => {
    const text = '/* 🌍 */ f "é🌍" 1'
    expect(show(text, parse(text))).toEqual([
      'comment /* 🌍 */ 0',
      'variable_expression f 0',
      'string_expression "é🌍" 0',
      'apply_expression f "é🌍" 2',
      'integer_expression 1 0',
      'apply_expression f "é🌍" 1 2',
      'source_code /* 🌍 */ f "é🌍" 1 1',
    ])
  })

  it('says where a text stops being Nix', () => {
    const text = '{\n  a = 1;\n  b = ;\n}\n'
    expect(parse(text).hasError).toBe(true)
    expect(engine.firstError()).toBe(text.indexOf(' ;\n}'))
  })

  it('refuses what takes too much memory, and reads the next text as ever', () => {
    expect(engine.parse('a: '.repeat(1_300_000))).toBeNull()
    expect(show('x', parse('x'))).toEqual(['variable_expression x 0', 'source_code x 1'])
  })

  it('gives memory back after a large text', () => {
    parse('x '.repeat(300_000))
    const { nodes } = parse('x')
    expect(nodes.buffer.byteLength).toBeLessThan(4 * 1024 * 1024)
  })

  it('gives the same tree whatever was read before', () => {
    const text = '{ a = [ 1 2 ]; inherit (b) c; }'
    const before = [...parse(text).nodes]
    parse('{ broken = ; '.repeat(50))
    parse('"${'.repeat(1000))
    expect([...parse(text).nodes]).toEqual(before)
  })
})
