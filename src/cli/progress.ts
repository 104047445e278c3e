import pc from 'picocolors'

/**
 * Runs something and, on a terminal, says what is going on when it takes longer than a second.
 * Piped, it prints nothing. The line is on standard error, so output stays clean.
 * The work is asynchronous or made of steps that give way; the line appears between them.
 */
export async function withProgress<T>(
  label: string,
  work: (step: (detail: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  if (!process.stderr.isTTY) return work(() => Promise.resolve())
  const started = performance.now()
  const state = { shown: false }
  const step = (detail: string): Promise<void> => {
    if (performance.now() - started > 1000) {
      state.shown = true
      process.stderr.write(`\r\u001b[2K${pc.dim(`${label}: ${detail} …`)}`)
    }
    return new Promise((resolve) => setImmediate(resolve))
  }
  const timer = setTimeout(() => void step('working'), 1100)
  try {
    return await work(step)
  } finally {
    clearTimeout(timer)
    if (state.shown) process.stderr.write('\r\u001b[2K')
  }
}
