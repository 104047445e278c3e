import type { Repository } from '../../model/ports.ts'
import type { PullRequest } from '../../model/repository.ts'
import type { CommandDescription, Sentence } from '../../plan/message/command-messages.ts'
import type { JobContext } from '../context.ts'

/** What a command is carried out with. */
export type CommandCall = {
  readonly context: JobContext
  readonly repository: Repository
  /** Number of the issue or pull request that the comment is on. */
  readonly issue: number
  /** As it is now; null on an issue. */
  readonly pull: PullRequest | null
  readonly author: string
  readonly words: readonly string[]
}

/** How it ended; without any sentence, the reaction says enough. */
export type CommandOutcome =
  | { readonly type: 'done'; readonly sentences: readonly Sentence[] }
  | { readonly type: 'refused'; readonly reason: string; readonly remedy: string }
  /** The outcome is this text. */
  | { readonly type: 'answer'; readonly body: string }

/** A command, as its file declares it: everything else about it derives from here. */
export type CommandDefinition = CommandDescription & {
  /** `write`: who may push; `author`: those, and the author of a pull request on their own; or anyone. */
  readonly allowed: 'write' | 'author' | 'anyone'
  /** @throws Superseded where the pull request moved on meanwhile: it is then carried out anew */
  run(call: CommandCall): Promise<CommandOutcome>
}

export function done(...sentences: readonly (Sentence | string)[]): CommandOutcome {
  return {
    type: 'done',
    sentences: sentences.map((one) => (typeof one === 'string' ? { pullRequest: null, text: one } : one)),
  }
}

/** `#3 was opened.` */
export function about(pullRequest: number, text: string): Sentence {
  return { pullRequest, text }
}

export function refused(reason: string, remedy: string): CommandOutcome {
  return { type: 'refused', reason, remedy }
}

export const whoMay: Readonly<Record<CommandDefinition['allowed'], string>> = {
  write: 'people with write access',
  author: 'people with write access, and the author of a pull request on their own',
  anyone: 'anyone',
}
