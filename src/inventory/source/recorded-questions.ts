import type { Surroundings } from './source-tree.ts'

/** Something that was asked of a tree, with its answer. */
export type Question = {
  readonly ask: (tree: Surroundings) => string | boolean | null
  readonly answer: string | boolean | null
}

/** A tree that notes what it is asked. */
export function recordQuestions(tree: Surroundings): {
  readonly surroundings: Surroundings
  readonly questions: readonly Question[]
} {
  const questions: Question[] = []
  const noting =
    <T extends Question['answer']>(question: (asked: Surroundings, path: string) => T) =>
    (path: string): T => {
      const answer = question(tree, path)
      questions.push({ ask: (asked) => question(asked, path), answer })
      return answer
    }
  const surroundings: Surroundings = {
    exists: noting((asked, path) => asked.exists(path)),
    isElsewhere: noting((asked, path) => asked.isElsewhere(path)),
    importTarget: noting((asked, path) => asked.importTarget(path)),
  }
  return { surroundings, questions }
}

/** Whether a tree answers as the one that was asked. */
export function wouldAnswer(tree: Surroundings, questions: readonly Question[]): boolean {
  return questions.every(({ ask, answer }) => ask(tree) === answer)
}
