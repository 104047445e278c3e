/** Whether standard output takes colour: a terminal, and nobody set `NO_COLOR` (no-color.org). */
export function wantsColor(): boolean {
  return process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === ''
}
