import type { EvaluationFault, LibraryExport, Parameter } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import {
  AttrSet,
  type EvalFault,
  Lambda,
  Native,
  Unknown,
  isList,
  PathValue,
  type Attr,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { unfold, type Definition } from '../modules/definitions.ts'
import { showValue } from '../modules/show-value.ts'
import type { SourceFile } from '../source/source-tree.ts'
import type { LibraryContents } from './library-contents.ts'
import { readLibraryText } from './read-library-text.ts'
import { isHardeningDirective } from '../syntax/hardening-directives.ts'
import { documentationAbove, documentationAtTop } from './documentation.ts'
import { callLibrary, lambdaParameters } from './library-parameters.ts'
import { catchFault } from '../world/catch-fault.ts'
import type { World } from '../world/world.ts'

/** A set with fewer directives is no hardening baseline. */
const baselineSize = 3

/**
 * Reads a file of functions: calls it with `lib`, `pkgs` and unknowns, and lists what it gives.
 * @returns null where it gives no function
 */
export function readLibrary(file: SourceFile, world: World): LibraryContents | null {
  const result = world.evaluator.attempt((machine) => {
    const value = machine.importFile(new PathValue(file.path, true), null)
    const called = callLibrary(value, file, world, machine)
    return readExports(called.value, called.parameter, file, world, machine)
  })
  if (result.ok) return result.value
  return readLibraryText(file, world.describeFault(result.fault, { path: file.path, line: 1, column: 1 }))
}

function readExports(
  value: Value,
  parameter: Parameter | null,
  file: SourceFile,
  world: World,
  machine: Machine,
): LibraryContents | null {
  const purpose = documentationAtTop(file)
  if (value instanceof Lambda) return singleFunction(value, parameter, file, world)
  if (!(value instanceof AttrSet) || value.derivation !== null) return null
  const exports: LibraryExport[] = []
  const broken = new Map<string, string>()
  const faults: EvaluationFault[] = []
  const hardening = new Map<string, ReadonlyMap<string, string>>()
  let functions = 0
  for (const name of [...value.attrs.keys()].sort()) {
    const attr = value.attrs.get(name)
    if (attr === undefined || name.startsWith('__')) continue
    const location = world.locate(attr.position) ?? { path: file.path, line: 1, column: 1 }
    const exported = machine.guard<Value | undefined>(
      () => machine.force(attr.slot),
      (fault) => {
        broken.set(name, fault.message)
        faults.push(world.describeFault(fault, location))
        return undefined
      },
    )
    const parameters = exported instanceof Lambda ? lambdaParameters(exported, world) : []
    if (exported instanceof Lambda || exported instanceof Native) functions++
    const directives = exported === undefined ? null : readDirectives(exported, machine)
    if (directives !== null) hardening.set(name, directives)
    const fault = exported instanceof Lambda ? callBlindly(exported, parameters.length, world, machine) : null
    if (fault !== null) {
      broken.set(name, fault.message)
      faults.push(fault)
    }
    exports.push({ name, parameters, documentation: describeExport(attr, file), location })
  }
  if (functions === 0 && hardening.size === 0) return null
  return { arguments: parameter, exports, broken, faults, hardening, purpose }
}

/** A file that is one function is a library of that function, named after the file. */
function singleFunction(
  fn: Lambda,
  parameter: Parameter | null,
  file: SourceFile,
  world: World,
): LibraryContents | null {
  const name = /([^/]+?)(\/default)?\.nix$/.exec(file.path)?.[1]
  if (name === undefined || fn.position.path !== file.path) return null
  const location: Location = world.locate(fn.position) ?? { path: file.path, line: 1, column: 1 }
  const exported: LibraryExport = {
    name,
    parameters: lambdaParameters(fn, world),
    documentation: documentationAtTop(file),
    location,
  }
  return {
    arguments: parameter,
    exports: [exported],
    broken: new Map(),
    faults: [],
    hardening: new Map(),
    purpose: documentationAtTop(file),
  }
}

function describeExport(attr: Attr, file: SourceFile): string | null {
  return attr.position?.path === file.path ? documentationAbove(file, attr.position.offset) : null
}

/** The hardening directives of a set; null for one that is no baseline. */
function readDirectives(value: Value, machine: Machine): ReadonlyMap<string, string> | null {
  if (!(value instanceof AttrSet) || value.derivation !== null) return null
  const directives = new Map<string, string>()
  for (const [name, attr] of value.attrs)
    if (isHardeningDirective(name)) directives.set(name, showDirective(attr.slot, machine) ?? '…')
  return directives.size >= baselineSize && directives.size * 2 > value.attrs.size ? directives : null
}

/** A baseline may be written with `mkDefault`, for modules to override. */
function showDirective(slot: Slot, machine: Machine): string | null {
  const [only, ...more] = machine.guard<readonly Definition[]>(
    () => unfold(slot, machine),
    () => [],
  )
  return only === undefined || more.length > 0 ? null : showValue(only.value, machine)
}

/** How deep the result of a blind call is read. */
const depthLimit = 6

/**
 * Calls a function with arguments that are not known, and reads what comes out: an attribute that a known set does
 * not have is missing whatever the arguments are.
 */
function callBlindly(fn: Lambda, arity: number, world: World, machine: Machine): EvaluationFault | null {
  let found: EvaluationFault | null = null
  const fallback: Location = world.locate(fn.position) ?? { path: fn.position.path, line: 1, column: 1 }
  const keep = (fault: EvalFault | null): void => {
    const isSure = fault?.code === 'missing-attribute' || fault?.code === 'missing-file'
    if (fault !== null && isSure) found ??= world.describeFault(fault, fallback)
  }
  const visit = (slot: Slot, depth: number): void => {
    if (depth > depthLimit || found !== null) return
    const fault = catchFault(machine, () => {
      const value = machine.force(slot)
      if (isList(value)) for (const item of value) visit(item, depth + 1)
      else if (value instanceof AttrSet && value.derivation === null)
        for (const attr of value.attrs.values()) visit(attr.slot, depth + 1)
    })
    keep(fault)
  }
  const fault = catchFault(machine, () => {
    let result: Value = fn
    for (let call = 0; call < arity && result instanceof Lambda; call++)
      result = machine.apply(result, new Unknown('any argument'))
    visit(result, 0)
  })
  keep(fault)
  return found
}
