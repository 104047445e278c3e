import type { Check, Example } from '../checks/check.ts'

/** What `nur-keeper explain CODE` prints: what a problem means, with a bad and a good example. */
export function printExplanation(check: Check): string {
  return [
    `${check.code} (${check.severity}): ${check.title}`,
    '',
    ...wrap(check.explanation, 100),
    '',
    'Bad:',
    '',
    ...printExample(check.bad, check.good),
    'Good:',
    '',
    ...printExample(check.good, check.bad),
    'To change its weight, in .github/nur-keeper.yml:',
    '',
    `  rules:`,
    `    ${check.code}: notice # error, warning, notice or off`,
    '',
    'To waive one finding, in a comment on the line above it:',
    '',
    `  # nur-keeper: allow ${check.code} — the reason`,
    '',
  ].join('\n')
}

/** The files in which an example differs from its counterpart. */
function printExample(example: Example, other: Example): readonly string[] {
  return Object.entries(example)
    .filter(([path, text]) => other[path] !== text)
    .flatMap(([path, text]) => [
      `  ${path}`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`.trimEnd()),
      '',
    ])
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
