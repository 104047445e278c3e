const keywords = new Set(['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'])

/** `lib.escapeNixString`: text as a string literal, by way of JSON. */
export function escapeNixString(text: string): string {
  return JSON.stringify(text).replaceAll('$', '\\$')
}

/** `lib.escapeNixIdentifier`: a name as it is written in an attribute path, quoted where it has to be. */
export function escapeNixIdentifier(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !keywords.has(name) ? name : escapeNixString(name)
}
