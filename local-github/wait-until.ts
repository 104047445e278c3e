const interval = 50

/**
 * Waits for something that comes about by itself.
 * @param what for the error
 * @param look the thing, or null, undefined or false as long as it is not there
 * @throws where it does not come in time
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | Promise<T>,
  milliseconds = 60_000,
): Promise<Exclude<T, null | undefined | false>> {
  const end = performance.now() + milliseconds
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) {
      return found as Exclude<T, null | undefined | false>
    }
    if (performance.now() > end)
      throw new Error(`did not happen within ${milliseconds / 1000} seconds: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, interval))
  }
}
