import { Rendered } from '../../render/rendered.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import type { Fragment, ImportedLibrary, ModuleDraft, NixText, OptionDraft } from './module-draft.ts'

/**
 * Lays a draft out by the template `scaffold/module.nix`; formatting comes after.
 * @param findFault why a text is no Nix; the repository's own template is given up then
 */
export function printModule(
  draft: ModuleDraft,
  templates: Templates,
  findFault: (text: string) => string | null,
): string {
  const parts = joinBindings(draft.fragments)
  const context = {
    headline: draft.headline,
    usesUtils: draft.usesUtils,
    option: draft.option,
    library: draft.library && libraryContext(draft.library),
    furtherLibraries: (draft.furtherLibraries ?? []).map(libraryContext),
    optionsCall: draft.optionsCall && { ...draft.optionsCall, text: nix(draft.optionsCall.text) },
    // A call that wants further options gets a set, though it may be empty.
    hasMore: draft.options.length > 0 || draft.optionsCall === null || draft.optionsCall.takesExtra,
    options: draft.options.map(optionContext),
    merged: parts.length !== 1,
    parts: parts.map(({ type, text }) => ({
      call: type === 'call' ? nix(text) : null,
      bindings: type === 'bindings' ? nix(text.trim()) : null,
    })),
  }
  return planRenderer(templates).render('scaffold/module.nix', context, findFault)
}

function libraryContext({ name, file, arguments: names }: ImportedLibrary): object {
  return { name, file: nix(file), arguments: names.map((argument) => ({ name: argument })) }
}

function optionContext(option: OptionDraft): object {
  return {
    path: option.name.split('.'),
    enables: option.enables,
    type: nix(option.type),
    default: option.default === null ? null : nix(option.default),
    defaultText: option.defaultText,
    example: option.example === null ? null : nix(option.example),
    description: option.description,
  }
}

/** Bindings that follow each other are one set. */
function joinBindings(fragments: readonly Fragment[]): readonly Fragment[] {
  const joined: Fragment[] = []
  for (const fragment of fragments) {
    const last = joined.at(-1)
    if (last?.type === 'bindings' && fragment.type === 'bindings') {
      joined[joined.length - 1] = { type: 'bindings', text: `${last.text}\n${fragment.text}` }
    } else joined.push(fragment)
  }
  return joined
}

function nix(text: NixText): Rendered {
  return new Rendered('nix', text)
}
