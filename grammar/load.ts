import { readFile } from 'node:fs/promises'
import { createNixParser, type NixParser } from '../src/nix/parser.ts'

/** Makes a parser from the WebAssembly files that come with this package and with web-tree-sitter. */
export async function loadNixParser(): Promise<NixParser> {
  const [engine, grammar] = await Promise.all([
    readFile(new URL(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm'))),
    readFile(new URL('nix.wasm', import.meta.url)),
  ])
  return createNixParser({ engine, grammar })
}
