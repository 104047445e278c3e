import type { FileFacts } from '../../model/facts.ts'
import type { Code } from '../../nix/eval/value.ts'
import type { NixParser, ParsedNix } from '../../nix/parser.ts'
import { recordQuestions, wouldAnswer, type Question } from './recorded-questions.ts'
import type { SourceFile, SourceTree, Surroundings } from './source-tree.ts'

/**
 * What was found out about texts, and still holds when they are met again: in the same inventory or in one of another
 * tree. Nothing here depends on anything but a file's text, its path, and what was asked of the tree around it.
 */
export type Memory = {
  readonly parse: (text: string) => ParsedNix
  /** A file of this text at this path, as `describe` made it. */
  readonly file: (path: string, text: string, describe: (parsed: ParsedNix) => SourceFile) => SourceFile
  /** What `collect` found in a file, while the tree answers all that it asked as it did then. */
  readonly facts: (file: SourceFile, tree: SourceTree, collect: CollectFacts) => FileFacts
  /** The code of a file, as `compile` made it: for files that see the builtins and nothing else. */
  readonly code: (text: string, path: string, compile: () => Code) => Code
  /** Forgets the texts that were met longest ago, until those kept are within the limit. */
  readonly forget: () => void
}

type CollectFacts = (file: SourceFile, tree: Surroundings) => FileFacts

type KnownFile = {
  source: SourceFile | null
  code: Code | null
  facts: { readonly facts: FileFacts; readonly questions: readonly Question[] } | null
}

type KnownText = { readonly parsed: ParsedNix; readonly files: Map<string, KnownFile> }

/** Enough for the repositories seen so far, in UTF-16 code units: each takes some fifty bytes. */
const defaultLimit = 4 * 1024 * 1024

/**
 * @param limit how much text is kept beyond an inventory, in UTF-16 code units
 */
export function createMemory(parser: NixParser, limit = defaultLimit): Memory {
  const texts = new Map<string, KnownText>()
  let size = 0

  const remove = (text: string): boolean => {
    size -= texts.has(text) ? text.length : 0
    return texts.delete(text)
  }
  /** The text met last stands last. */
  const meet = (text: string): KnownText => {
    const known = texts.get(text) ?? { parsed: parser.parse(text), files: new Map<string, KnownFile>() }
    remove(text)
    texts.set(text, known)
    size += text.length
    return known
  }
  const fileOf = (text: string, path: string): KnownFile => {
    const { files } = meet(text)
    const file = files.get(path) ?? { source: null, code: null, facts: null }
    files.set(path, file)
    return file
  }
  return {
    parse: (text) => meet(text).parsed,
    file: (path, text, describe) => (fileOf(text, path).source ??= describe(meet(text).parsed)),
    facts: (file, tree, collect) => {
      const known = fileOf(file.text, file.path)
      if (known.facts !== null && wouldAnswer(tree, known.facts.questions)) return known.facts.facts
      const { surroundings, questions } = recordQuestions(tree)
      known.facts = { facts: collect(file, surroundings), questions }
      return known.facts.facts
    },
    code: (text, path, compile) => (fileOf(text, path).code ??= compile()),
    forget: () => {
      for (const text of texts.keys()) {
        if (size <= limit) break
        remove(text)
      }
    },
  }
}
