import { readFile } from 'node:fs/promises'
import { createNixParser, type NixParser } from '../src/nix/parser.ts'

/** Makes a parser from the WebAssembly that comes with this package. */
export async function loadNixParser(): Promise<NixParser> {
  return createNixParser(await readFile(new URL('nix.wasm', import.meta.url)))
}
