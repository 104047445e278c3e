/** GitHub refuses bodies of comments, issues, pull requests and check-run texts that are longer, in characters. */
export const bodyLimit = 65_536

/**
 * Cuts a body that GitHub would refuse, at the end of a line, and says so with a link to the full text.
 * @param body finished Markdown
 * @param fullText what to say at the cut, as Markdown: where the rest is
 * @param limit in UTF-16 code units, which never counts fewer than GitHub does
 */
export function cutBody(body: string, fullText: string, limit: number = bodyLimit): string {
  if (body.length <= limit) return body
  const tail = (open: string): string => `\n${open}\n…\n\n${fullText}\n`
  const room = limit - tail('````````').length - 32
  const lineEnd = body.lastIndexOf('\n', room)
  const head = body.slice(0, lineEnd > 0 ? lineEnd : room).replace(/[\uD800-\uDBFF]$/, '')
  return head + tail(closeWhatIsOpen(head))
}

/** Ends a code block or a `<details>` that the cut left open. */
function closeWhatIsOpen(head: string): string {
  let fence: string | null = null
  for (const line of head.split('\n')) {
    const run = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (run === undefined) continue
    if (fence === null) fence = run
    else if (run.startsWith(fence) && line.trim() === run) fence = null
  }
  const details = head.split('<details>').length - head.split('</details>').length
  return (fence ?? '') + '\n' + '</details>\n'.repeat(Math.max(0, details))
}
