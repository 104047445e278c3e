import { closest, distance } from 'fastest-levenshtein'
import { planRenderer, type Templates } from '../plan-renderer.ts'

/** A command as `/help` lists it. */
export type CommandDescription = {
  /** Without the slash. */
  readonly name: string
  /** With its arguments: `/scaffold [package…] [--recreate]`. */
  readonly usage: string
  /** Who may use it, as it reads after "for": `people with write access`. */
  readonly who: string
  /** What it does, as a sentence without its subject: `reviews the pull request again`. */
  readonly does: string
}

/** The list of commands, generated from their registry. */
export function helpMessage(commands: readonly CommandDescription[], templates: Templates): string {
  return planRenderer(templates).render('comment/help.md', { commands })
}

/** A command that someone may not use: says who may. */
export function refusedMessage(command: CommandDescription, author: string, templates: Templates): string {
  return planRenderer(templates).render('comment/refused.md', {
    command: `/${command.name}`,
    author,
    who: command.who,
  })
}

/** A command that there is not: says what may have been meant. */
export function unknownCommandMessage(
  name: string,
  commands: readonly CommandDescription[],
  templates: Templates,
): string {
  const suggestion = didYouMean(
    name,
    commands.map((command) => command.name),
  )
  return planRenderer(templates).render('comment/unknown-command.md', {
    command: `/${name}`,
    suggestion: suggestion === null ? null : `/${suggestion}`,
  })
}

/** A command that could not be carried out. The id finds it in the keeper's log. */
export function failedMessage(
  failure: {
    readonly command: string
    readonly reason: string
    readonly remedy: string
    readonly id: string
  },
  templates: Templates,
): string {
  return planRenderer(templates).render('comment/failed.md', { ...failure, command: `/${failure.command}` })
}

/** A sentence, which may hold `code` in backticks; with a number, one about that pull request: `#3 was opened.` */
export type Sentence = { readonly pullRequest: number | null; readonly text: string }

/** What a command did. */
export function doneMessage(
  outcome: { readonly command: string; readonly sentences: readonly Sentence[] },
  templates: Templates,
): string {
  const { command, sentences } = outcome
  return planRenderer(templates).render('comment/done.md', { command: `/${command}`, sentences })
}

/** The known name nearest to a misspelt one, or null where none is near. */
export function didYouMean(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null
  const nearest = closest(name, [...known])
  return distance(name, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? nearest : null
}
