import type { Library, LibraryExport, Parameter } from '../../../model/inventory.ts'
import { count } from '../../text/words.ts'
import type { DocumentView } from '../document-view.ts'
import type { Section } from '../section.ts'

/** Libraries with more exports have them folded away. */
const shortList = 12

/** Exports that a section shows; the file has the rest. */
const shownExports = 30

export const sharedLibraries: Section = {
  block: 'shared-libraries',
  heading: 'Shared Libraries Architecture',
  level: 2,
  aliases: ['shared libraries'],
  context: (view) => {
    const { libraries } = view.inventory
    const forModules = libraries.filter((library) => moduleUsers(library, view) > 0)
    return {
      libraries: forModules.map((library) => describeLibrary(library, view)),
      others: libraries
        .filter((library) => !forModules.includes(library))
        .map(({ path, purpose }) => ({ path, link: view.link(path), purpose: firstSentence(purpose) })),
    }
  },
}

function moduleUsers({ usedBy }: Library, { inventory }: DocumentView): number {
  return usedBy.filter((path) => inventory.modules.some((module) => module.path === path)).length
}

function describeLibrary(library: Library, view: DocumentView): object {
  const { path, purpose, exports, broken } = library
  return {
    path,
    link: view.link(path),
    purpose: firstSentence(purpose),
    users: count(moduleUsers(library, view), 'module'),
    isLong: exports.length > shortList,
    exportsText: count(exports.length, 'export'),
    exports: exports.slice(0, shownExports).map((exported) => ({
      signature: signatureOf(exported),
      link: view.link(exported.location.path, exported.location.line),
      documentation: firstSentence(exported.documentation),
      broken: broken.get(exported.name) ?? null,
    })),
    moreExports: Math.max(0, exports.length - shownExports),
  }
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

/** The first sentence of a comment, or its first line where that is no sentence; without comment markers. */
function firstSentence(documentation: string | null): string | null {
  const text = (documentation ?? '').replace(/^\s*(?:\/\*\*?|\*\/|#+|\*)|\*\/\s*$/gm, '').trim()
  const paragraph = text.split(/\n\s*\n/)[0] ?? ''
  // A line that begins like a sentence after one that does not end like one: a headline, then prose.
  const headline = /^([^\n]*[^\s.!?:,])\n\s*[A-Z]/.exec(paragraph)?.[1]
  const sentence = headline ?? /^.*?[.!?](?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph
  return sentence.trim() === '' ? null : sentence.replace(/\s+/g, ' ').trim()
}
