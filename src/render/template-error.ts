/** A template that is wrong, or is given too little: our own fault, or that of a repository's own template. */
export class TemplateError extends Error {
  readonly template: string
  readonly line: number | null

  /** @param line counts from 1; null where the fault is in no single line */
  constructor(template: string, line: number | null, message: string) {
    super(`template ${template}${line === null ? '' : `:${line}`}: ${message}`)
    this.name = 'TemplateError'
    this.template = template
    this.line = line
  }
}
