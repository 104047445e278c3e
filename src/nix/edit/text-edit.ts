/** One replacement in a text: what is between two UTF-16 offsets (end exclusive) becomes `text`. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string }

/**
 * What an edit of Nix source came to: the replacements, none where everything asked for is there already; or why
 * the source was left alone.
 */
export type EditResult =
  { readonly ok: true; readonly edits: readonly TextEdit[] } | { readonly ok: false; readonly reason: string }

export const nothingToDo: EditResult = { ok: true, edits: [] }

export function refuseEdit(reason: string): EditResult {
  return { ok: false, reason }
}

/** @param edits none of which overlap; their order does not matter */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
