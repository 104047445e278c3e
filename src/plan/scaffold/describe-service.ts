import type { Package } from '../../model/inventory.ts'
import { quoteString } from '../../nix/quote.ts'
import type { NixText } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'

/** What a package's program is called, in words and as a path. */
export type ServiceDescription = {
  /** The program. */
  readonly program: string
  /** The program and what it is: `spindle, continuous integration server`. */
  readonly title: string
  /** The title, as it begins a text. */
  readonly headline: string
  /** What its unit is called: the name that its package gives it, or else the title. */
  readonly called: string
  /** Expression of its path, in parentheses. */
  readonly executable: NixText
}

export function describeService(pkg: Package, name: ModuleName): ServiceDescription {
  const program = pkg.mainProgram ?? pkg.pname ?? name.name
  const description = (pkg.description ?? '').replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  const declared = (pkg.serviceInterface?.description ?? '').replace(/\s+/g, ' ').trim()
  const title = declared === '' ? titleOf(program, lowerFirst(description)) : declared
  return {
    program,
    title,
    headline: declared === '' ? title : upperArticle(declared),
    called: declared === '' ? title : calledOf(declared),
    executable:
      pkg.mainProgram !== null || pkg.pname === null
        ? '(lib.getExe cfg.package)'
        : `(lib.getExe' cfg.package ${quoteString(pkg.pname)})`,
  }
}

/** `The relay of indigo`; a name stays as it is. */
function upperArticle(text: string): string {
  return text.replace(/^(?:a|an|the) /, (article) => `${article.charAt(0).toUpperCase()}${article.slice(1)}`)
}

/** `Sonar` of `Sonar, which counts events`; `Relay of indigo` of `the relay of indigo`; `rsky-pds` stays as it is. */
function calledOf(declared: string): string {
  const name = declared.split(', ')[0] ?? declared
  return name.replace(/^(?:an?|the) (.)/, (_all, first: string) => first.toUpperCase())
}

/** `spindle, continuous integration server`, and `spindle, which runs pipelines`. */
function titleOf(program: string, description: string): string {
  if (description === '') return program
  return verbFirst.test(description) ? `${program}, which ${description}` : `${program}, ${description}`
}

const verbFirst =
  /^(runs|serves|builds|provides|stores|watches|keeps|indexes|collects|handles|implements|archives|relays|resolves|hosts|lets|makes|manages|mirrors|monitors|proxies|publishes|reads|writes|sends|shows|syncs|turns|feeds|labels|lists|caches|streams|checks|allows)\b/

/** `Git server …` and `A git server …` → `git server …`; `AppView …`, `PDS …` and `ATProto …` stay. */
function lowerFirst(description: string): string {
  const text = description.replace(/^(an?|the) /i, '')
  return /^[A-Z][a-z]+([ ,.]|$)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
