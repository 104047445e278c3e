/**
 * A syntax tree, whole: of each named node, children first, four numbers. They are its symbol (with `missing` where
 * recovery made it up), its start and end in UTF-16 code units, and how many nodes before it are its children, comments
 * not counted. Valid until the next text is parsed.
 */
export type SyntaxTree = {
  readonly nodes: Uint32Array
  readonly hasError: boolean
}

export type Engine = {
  /** The names of the grammar's symbols, by number. */
  readonly symbols: readonly string[]
  /**
   * @param text any text
   * @returns its tree; null where it takes more memory than the engine may have
   */
  readonly parse: (text: string) => SyntaxTree | null
  /**
   * Where the text parsed last first stops being what the grammar allows, white space not skipped; null where it takes
   * more memory to find out than the engine may have.
   */
  readonly firstError: () => number | null
}

export const numbersOfNode = 4
export const missing = 1 << 16
export const errorSymbol = 0xffff

/** In bytes; a file of 100 kB takes about 15. */
const memoryKept = 64 * 1024 * 1024

/** What grammar/bridge.c exports. */
type Bridge = {
  readonly memory: WebAssembly.Memory
  readonly text: (units: number) => number
  readonly parse: () => number
  readonly nodes: () => number
  readonly hasError: () => number
  readonly firstError: () => number
  readonly symbolCount: () => number
  readonly symbolName: (symbol: number) => number
}

/**
 * Starts tree-sitter with the grammar of Nix.
 * @param binary grammar/nix.wasm
 * @throws {WebAssembly.CompileError} if it is no WebAssembly
 */
export async function startEngine(binary: Uint8Array<ArrayBuffer>): Promise<Engine> {
  const module = await WebAssembly.compile(binary)
  let bridge = instantiate(module)
  // What trapped is not to be gone on with: the next text gets an instance of its own.
  const attempt = <T>(use: (bridge: Bridge) => T): T | null => {
    try {
      return use(bridge)
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error
      bridge = instantiate(module)
      return null
    }
  }
  return {
    symbols: readSymbols(bridge),
    parse(text) {
      // Memory that was once asked for is held as long as the instance.
      if (bridge.memory.buffer.byteLength > memoryKept) bridge = instantiate(module)
      return attempt((bridge) => parse(bridge, text))
    },
    firstError: () => attempt((bridge) => bridge.firstError()),
  }
}

function instantiate(module: WebAssembly.Module): Bridge {
  // The exports are those of a file of ours, which a test compares with its sources.
  return new WebAssembly.Instance(module).exports as Bridge
}

function parse(bridge: Bridge, text: string): SyntaxTree {
  const at = bridge.text(text.length)
  const units = new Uint16Array(bridge.memory.buffer, at, text.length)
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index)
  const count = bridge.parse()
  // The memory may have grown, and then it is another buffer.
  const nodes = new Uint32Array(bridge.memory.buffer, bridge.nodes(), count * numbersOfNode)
  return { nodes, hasError: bridge.hasError() !== 0 }
}

function readSymbols(bridge: Bridge): readonly string[] {
  const bytes = new Uint8Array(bridge.memory.buffer)
  return Array.from({ length: bridge.symbolCount() }, (_, symbol) => {
    const start = bridge.symbolName(symbol)
    return String.fromCharCode(...bytes.subarray(start, bytes.indexOf(0, start)))
  })
}
