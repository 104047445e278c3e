import { topOptions } from '../../../alignment/match-modules.ts'
import type { Module, Option } from '../../../model/inventory.ts'
import type { Section } from '../section.ts'
import type { DocumentView } from '../document-view.ts'

/** How many services the third pattern enables at most. */
const stackSize = 8

export const deploymentPatterns: Section = {
  block: 'deployment-patterns',
  heading: 'Deployment Patterns',
  level: 2,
  aliases: ['deployment'],
  context: (view) => {
    const deployable = deployableServices(view)
    const [single] = deployable
    const related = view.directories
      .map(({ name }) => ({ name, services: deployable.filter(({ directory }) => directory === name) }))
      .find(({ services }) => services.length > 1)
    return {
      single: single === undefined ? null : configuration([single]),
      related:
        related === undefined
          ? null
          : { name: related.name, text: configuration(related.services.slice(0, 3)) },
      stack: deployable.length > 3 ? configuration(onePerDirectory(deployable).slice(0, stackSize)) : null,
    }
  },
}

/** A service with the settings it cannot do without. */
type DeployableService = {
  readonly option: string
  readonly directory: string
  readonly required: readonly { readonly path: string; readonly value: string }[]
}

/** Services that users can reach and whose required options have values that can be shown. */
function deployableServices(view: DocumentView): readonly DeployableService[] {
  return view.directories.flatMap(({ name, modules }) =>
    modules.filter(isUsable).flatMap((module) =>
      topOptions(module).flatMap((option) => {
        const required = requiredOptions(module, option)
        return option.includes('<') || required.some(({ value }) => value === null)
          ? []
          : [
              {
                option,
                directory: name,
                required: required.map(({ path, value }) => ({ path, value: value ?? '' })),
              },
            ]
      }),
    ),
  )
}

function isUsable(module: Module): boolean {
  return module.system === 'nixos' && module.entryPoints.length > 0 && module.unknown === null
}

type RequiredOption = { readonly path: string; readonly value: string | null }

function requiredOptions(module: Module, service: string): readonly RequiredOption[] {
  return module.options
    .filter(
      ({ path, default: fallback, inSubmodule }) =>
        path.startsWith(`${service}.`) && fallback === null && !inSubmodule,
    )
    .filter(({ path }) => path !== `${service}.enable`)
    .map((option) => ({ path: option.path.slice(service.length + 1), value: exampleValue(option) }))
}

/** A value that the option takes: its own example, or a plain one of its type. */
function exampleValue({ path, example, type }: Option): string | null {
  if (example !== null) return example.includes('\n') || example.includes('«') ? null : example
  if (type === null) return null
  if (/^(str|string)$/.test(type) && /(dir|directory|path|file)$/i.test(path)) return '"/run/secrets/example"'
  if (/^(str|string|nonEmptyStr|singleLineStr)$/.test(type)) return '"example.org"'
  if (/^(path|absolute path)$/.test(type)) return '"/run/secrets/example"'
  return /port|^16 bit unsigned/.test(type) ? '8080' : null
}

function configuration(services: readonly DeployableService[]): string {
  return services
    .map(({ option, required }) => {
      if (required.length === 0) return `${option}.enable = true;\n`
      const lines = required.map(({ path, value }) => `  ${path} = ${value};\n`).join('')
      return `${option} = {\n  enable = true;\n${lines}};\n`
    })
    .join('')
}

function onePerDirectory(services: readonly DeployableService[]): readonly DeployableService[] {
  const seen = new Set<string>()
  return services.filter(({ directory }) => !seen.has(directory) && seen.add(directory))
}
