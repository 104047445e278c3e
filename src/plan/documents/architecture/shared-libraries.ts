import type { LibraryExport, Parameter } from '../../../model/inventory.ts'
import { count } from '../../text/words.ts'
import type { Section } from '../section.ts'

/** Exports that a section shows; the file has the rest. */
const shownExports = 30

export const sharedLibraries: Section = {
  block: 'shared-libraries',
  heading: 'Shared Libraries Architecture',
  level: 2,
  aliases: ['shared libraries'],
  context: ({ inventory, link }) => ({
    libraries: inventory.libraries.map((library) => ({
      path: library.path,
      link: link(library.path),
      purpose: firstSentence(library.purpose),
      users: count(
        library.usedBy.filter((path) => inventory.modules.some((module) => module.path === path)).length,
        'module',
      ),
      exports: library.exports.slice(0, shownExports).map((exported) => ({
        signature: signatureOf(exported),
        link: link(exported.location.path, exported.location.line),
        documentation: firstSentence(exported.documentation),
        broken: library.broken.get(exported.name) ?? null,
      })),
      moreExports: Math.max(0, library.exports.length - shownExports),
    })),
  }),
}

/** `mkUserConfig cfg`, `mkService { name, port ? }`. */
function signatureOf({ name, parameters }: LibraryExport): string {
  return [name, ...parameters.map(parameterText)].join(' ')
}

function parameterText(parameter: Parameter): string {
  if (parameter.type === 'name') return parameter.name
  const names = [
    ...parameter.required,
    ...parameter.optional.map((name) => `${name} ?`),
    ...(parameter.open ? ['...'] : []),
  ]
  return names.length === 0 ? '{ }' : `{ ${names.join(', ')} }`
}

/** The first sentence of a comment, without its markers. */
function firstSentence(documentation: string | null): string | null {
  const text = (documentation ?? '')
    .replace(/^\s*(?:\/\*\*?|\*\/|#+|\*)|\*\/\s*$/gm, '')
    .trim()
    .split(/\n\s*\n/)[0]
    ?.replace(/\s+/g, ' ')
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text ?? '')?.[0] ?? text ?? ''
  return sentence === '' ? null : sentence
}
