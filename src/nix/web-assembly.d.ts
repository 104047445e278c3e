/**
 * What we use of the WebAssembly JavaScript interface (https://www.w3.org/TR/wasm-js-api-2/). TypeScript has it only
 * together with the whole of the browser.
 */
declare namespace WebAssembly {
  class Module {
    private readonly brand
  }
  class Instance {
    constructor(module: Module)
    readonly exports: unknown
  }
  class Memory {
    private constructor()
    readonly buffer: ArrayBuffer
  }
  class CompileError extends Error {}
  class RuntimeError extends Error {}
  function compile(bytes: ArrayBufferView<ArrayBuffer>): Promise<Module>
}
