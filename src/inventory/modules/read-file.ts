import type { AttrSet } from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'
import type { ModuleArguments } from './open-module.ts'
import type { Opened, OpenedFile } from './open-file.ts'
import { readOptions, type ReadOptions } from './read-options.ts'

export type ReadFile = Omit<OpenedFile, 'file'> & {
  readonly file: Opened
  /** The modules that it is. */
  readonly bodies: readonly AttrSet[]
  /** null where it is none. */
  readonly options: ReadOptions | null
}

/** Reads the options of a file's modules. One that declares what another one of them does is another call's. */
export function readFile(
  { file, imports }: OpenedFile,
  all: readonly AttrSet[],
  given: ModuleArguments,
  world: World,
): ReadFile {
  // What is wrong with a file that only others call, each with arguments of theirs, is not known of it as it is.
  const isCalled = all.length > 0 && !all.some((body) => body === file.body)
  const own = isCalled ? { ...file, fault: null, unknown: null } : file
  const bodies: AttrSet[] = []
  const parts: ReadOptions[] = []
  const declared = new Set<string>()
  for (const body of all) {
    const part = readBodyOptions(file.path, body, given, world)
    if (part === null) continue
    if (part.options.length > 0 && part.options.every(({ path }) => declared.has(path))) continue
    for (const { path } of part.options) declared.add(path)
    bodies.push(body)
    parts.push(part)
  }
  if (parts.length === 0) return { file: own, imports, bodies, options: null }
  const options = {
    options: parts.flatMap((part) => part.options),
    services: parts.flatMap((part) => part.services),
    files: new Set(parts.flatMap((part) => [...part.files])),
    unknown: parts.find(({ unknown }) => unknown !== null)?.unknown ?? null,
  }
  return { file: own, imports, bodies, options }
}

function readBodyOptions(
  path: string,
  body: AttrSet,
  given: ModuleArguments,
  world: World,
): ReadOptions | null {
  const options = body.attrs.get('options')
  if (isModularService(body)) return null
  const rest = body.rest?.reason ?? null
  if (options === undefined) return { ...noOptions, unknown: rest }
  const result = world.evaluator.attempt((machine) =>
    readOptions(machine.force(options.slot), path, given, world, machine),
  )
  if (result.ok) return { ...result.value, unknown: result.value.unknown ?? rest }
  return { ...noOptions, unknown: result.fault.message }
}

const noOptions: ReadOptions = { options: [], services: [], files: new Set(), unknown: null }

/** nixpkgs' modular services are modules of another class. */
function isModularService(body: AttrSet): boolean {
  return body.attrs.get('_class')?.slot === 'service'
}
