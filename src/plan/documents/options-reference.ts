import type { Module, Option } from '../../model/inventory.ts'
import { byCodeUnit, count } from '../text/words.ts'
import type { DocumentView, ModuleDirectory } from './document-view.ts'
import type { DocumentOutline } from './sections.ts'

/** A page of the options reference. */
export type OptionsPage = { readonly path: string; readonly outline: DocumentOutline }

/** One page for each folder of modules that declares options, and an index of them. */
export function optionsPages(folder: string, view: DocumentView): readonly OptionsPage[] {
  const directories = view.directories.filter(({ modules }) =>
    modules.some(({ options }) => options.length > 0),
  )
  if (directories.length === 0) return []
  return [
    { path: `${folder}/README.md`, outline: indexOutline(directories) },
    ...directories.map((directory) => ({
      path: `${folder}/${pageName(directory)}`,
      outline: pageOutline(directory),
    })),
  ]
}

/** The file name of a folder's page; a folder's name may hold what a file name should not. */
function pageName({ path }: ModuleDirectory): string {
  const name = path.replace(/^.*?(^|\/)(modules|nixos-modules|nixosModules)(\/|$)/, '') || 'top-level'
  return `${name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'folder'}.md`
}

function indexOutline(directories: readonly ModuleDirectory[]): DocumentOutline {
  return {
    sections: [
      {
        block: 'options-index',
        heading: 'Options',
        level: 1,
        aliases: [],
        context: () => ({
          pages: directories.map((directory) => ({
            name: directory.name,
            link: pageName(directory),
            options: count(optionsOf(directory.modules).length, 'option'),
            services: directory.modules.flatMap(({ services }) => services.map(({ option }) => ({ option }))),
          })),
        }),
      },
    ],
  }
}

function pageOutline(directory: ModuleDirectory): DocumentOutline {
  return {
    sections: [
      {
        block: 'options',
        heading: `Options of ${directory.name.replace(/[^A-Za-z0-9._() -]/g, '?')}`,
        level: 1,
        aliases: [],
        context: ({ link }) => ({
          options: optionsOf(directory.modules).map((option) => ({
            path: option.path,
            description: (option.description ?? '').trim() === '' ? null : (option.description ?? ''),
            type: option.type,
            fallback: option.default,
            required: option.default === null && !option.inSubmodule,
            example: option.example,
            place: option.location.path,
            link: link(option.location.path, option.location.line),
          })),
        }),
      },
    ],
  }
}

function optionsOf(modules: readonly Module[]): readonly Option[] {
  return modules.flatMap(({ options }) => options).sort((a, b) => byCodeUnit(a.path, b.path))
}
