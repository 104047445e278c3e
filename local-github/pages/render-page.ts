import type { GitHub } from '../github.ts'

export function renderPage(_github: GitHub, _path: string): Promise<string | null> {
  return Promise.resolve(null)
}
