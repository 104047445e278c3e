import type { FileDiff } from '../../local-github/git/diff.ts'
import { createPaint, type Paint } from './paint.ts'
import { renderMarkdown } from './render-markdown.ts'

const width = 100
/** So much of one file's diff is shown. */
const diffLimit = 120

/** Tells on a terminal, or in a file, what happens. */
export class Narrator {
  readonly paint: Paint
  readonly #out: NodeJS.WritableStream
  #steps = 0

  constructor(out: NodeJS.WritableStream, color: boolean) {
    this.#out = out
    this.paint = createPaint(color)
  }

  step(title: string): void {
    this.#steps += 1
    const line = `${this.#steps}. ${title}`
    this.#print(`\n${this.paint.bold(line)}\n${this.paint.dim('─'.repeat(line.length))}`)
  }

  line(text: string): void {
    this.#print(text)
  }

  /** A remark of less weight. */
  aside(text: string): void {
    this.#print(this.paint.dim(text))
  }

  good(text: string): void {
    this.#print(`${this.paint.good('✓')} ${text}`)
  }

  bad(text: string): void {
    this.#print(`${this.paint.bad('✗')} ${text}`)
  }

  /** What somebody wrote, framed, with who wrote it. */
  said(who: string, markdown: string): void {
    this.#print(`${this.paint.dim('╭─')} ${this.paint.bold(who)}`)
    const text = renderMarkdown(markdown, this.paint, width - 2)
    for (const line of text.split('\n')) this.#print(`${this.paint.dim('│')} ${line}`)
    this.#print(this.paint.dim('╰─'))
  }

  diff(files: readonly FileDiff[]): void {
    for (const { path, status, patch } of files) {
      const lines = (patch ?? '(no text)').split('\n')
      this.#print(`  ${this.paint.bold(path)} ${this.paint.dim(`(${status})`)}`)
      for (const line of lines.slice(0, diffLimit)) this.#print(`  ${this.#colored(line)}`)
      if (lines.length > diffLimit) this.aside(`  … and ${lines.length - diffLimit} more lines`)
    }
  }

  #colored(line: string): string {
    if (line.startsWith('@@')) return this.paint.place(line)
    if (line.startsWith('+')) return this.paint.good(line)
    return line.startsWith('-') ? this.paint.bad(line) : line
  }

  #print(text: string): void {
    this.#out.write(`${text}\n`)
  }
}
