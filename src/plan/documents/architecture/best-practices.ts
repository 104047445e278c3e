import type { Problem } from '../../../model/problem.ts'
import type { DocumentView } from '../document-view.ts'
import type { Section } from '../section.ts'

const shownProblems = 3

export const bestPractices: Section = {
  block: 'best-practices',
  heading: 'Best Practices Summary',
  level: 2,
  aliases: ['best practices'],
  context: (view) => ({
    practices: practices(view).map(({ says, good, codes }) => {
      const avoided = view.alignment.problems.filter(({ code }) => codes.includes(code))
      return {
        says,
        good: good === null ? null : { path: good, link: view.link(good) },
        avoided: avoided.slice(0, shownProblems).map((problem) => place(problem, view)),
        more: Math.max(0, avoided.length - shownProblems),
      }
    }),
  }),
}

type Practice = {
  readonly says: string
  /** A module that does so. */
  readonly good: string | null
  /** Problems of those that do not. */
  readonly codes: readonly string[]
}

function practices({ inventory, alignment }: DocumentView): readonly Practice[] {
  const faulty = new Set(
    alignment.problems.filter(({ severity }) => severity !== 'notice').map(({ path }) => path),
  )
  const sound = inventory.modules.filter(({ path, services }) => services.length > 0 && !faulty.has(path))
  const best = (fits: (module: (typeof sound)[number]) => boolean): string | null =>
    sound.find(fits)?.path ?? null
  return [
    {
      says: 'Take shared patterns from the libraries in `lib/`, rather than write them again.',
      good: best(({ libraries }) => libraries.length > 0),
      codes: ['own-copy-of-library-pattern'],
    },
    {
      says: 'Harden every unit, and write the reason beside each relaxation.',
      good: best(({ hardening }) => (hardening?.size ?? 0) >= 10),
      codes: ['not-hardened', 'weaker-than-library'],
    },
    {
      says: 'Import every module from an entry point: what none imports does not exist for users.',
      good: best(({ entryPoints }) => entryPoints.length > 0),
      codes: ['orphan-module', 'inconsistent-entry-points'],
    },
    {
      says: 'Read only options that are declared, and packages that are there.',
      good: best(({ packageReferences }) => packageReferences.length > 0),
      codes: ['unknown-attribute', 'unknown-package-reference', 'undefined-variable', 'missing-file-import'],
    },
    {
      says: 'Describe every option.',
      good: best(
        ({ options }) => options.length > 0 && options.every(({ description }) => description !== null),
      ),
      codes: [],
    },
  ]
}

function place({ path, line }: Problem, view: DocumentView): object {
  return { place: `${path}:${line}`, link: view.link(path, line) }
}
