import type { Module } from '../../../model/inventory.ts'
import { percent } from '../counts.ts'
import type { DocumentView } from '../document-view.ts'
import type { Section } from '../section.ts'

/** Modules listed under a pattern they do not follow. */
const shownExceptions = 20

export const modulePatterns: Section = {
  block: 'module-patterns',
  heading: 'Established Module Patterns',
  level: 2,
  aliases: ['module patterns', 'established patterns'],
  context: (view) => {
    const services = view.inventory.modules.filter((module) => module.services.length > 0)
    const applicable = patterns(view).filter(({ applies }) => services.some(applies))
    return {
      hasServices: services.length > 0,
      patterns: applicable.map(({ name, says, applies, follows }) => {
        const concerned = services.filter(applies)
        const following = concerned.filter(follows)
        const exceptions = concerned.filter((module) => !follows(module))
        return {
          name,
          says,
          concerned: concerned.length,
          following: following.length,
          percent: percent(following.length, concerned.length),
          exceptionCount: exceptions.length,
          exceptions: exceptions
            .slice(0, shownExceptions)
            .map(({ path }) => ({ path, link: view.link(path) })),
          moreExceptions: Math.max(0, exceptions.length - shownExceptions),
        }
      }),
      relaxed: relaxedModules(view),
    }
  },
}

type Pattern = {
  readonly name: string
  readonly says: string
  readonly applies: (module: Module) => boolean
  readonly follows: (module: Module) => boolean
}

function patterns(view: DocumentView): readonly Pattern[] {
  const mentions = new Map(view.inventory.facts.map((facts) => [facts.path, facts.mentions]))
  const uses = (module: Module, name: string): boolean => mentions.get(module.path)?.has(name) ?? false
  const unhardened = new Set(
    view.alignment.problems.filter(({ code }) => code === 'not-hardened').map(({ path }) => path),
  )
  return [
    {
      name: 'Library delegation',
      says: 'a service module takes what it shares with others from a shared library',
      applies: () => view.inventory.libraries.length > 0,
      follows: ({ libraries }) => libraries.length > 0,
    },
    {
      name: 'Security by default',
      says: 'the units of a module take rights away from what they start',
      applies: ({ units, hardening }) => units.length > 0 && hardening !== null,
      follows: ({ path, hardening }) => !unhardened.has(path) && (hardening?.size ?? 0) > 0,
    },
    {
      name: 'Composition with mkMerge',
      says: 'a configuration of several parts is merged from named units',
      applies: () => true,
      follows: (module) => uses(module, 'mkMerge'),
    },
    {
      name: 'Off unless enabled',
      says: 'nothing happens before `enable` is set',
      applies: () => true,
      follows: (module) => uses(module, 'mkIf'),
    },
    {
      name: 'Reachable',
      says: 'an entry point imports the module',
      applies: () => true,
      follows: ({ entryPoints }) => entryPoints.length > 0,
    },
    {
      name: 'Documented options',
      says: 'every option has a description',
      applies: ({ options }) => options.length > 0,
      follows: ({ options }) =>
        options.every(({ description }) => description !== null && description.trim() !== ''),
    },
  ]
}

/** What the checks say of modules whose units are weaker than their library's baseline. */
function relaxedModules(view: DocumentView): readonly object[] {
  return view.alignment.problems
    .filter(({ code }) => code === 'weaker-than-library')
    .map(({ path, line, message }) => ({ path, link: view.link(path, line), message }))
}
