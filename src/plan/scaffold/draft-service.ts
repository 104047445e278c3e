import { asFullLibrary } from './library/full-library.ts'
import type { DraftInput } from './draft-input.ts'
import { describeService } from './describe-service.ts'
import { draftFullService } from './full/draft-full-service.ts'
import { quoteString } from '../../nix/quote.ts'
import { decisionsLeft } from './decisions.ts'
import { draftFragments } from './draft-fragments.ts'
import { draftOptions, draftPorts } from './draft-options.ts'
import type { UnitNeeds } from './draft-unit.ts'
import { libraryCall, libraryName } from './library-call.ts'
import type { UsableExport } from './library/house-library.ts'
import type { UnitBuilder } from './library/read-unit-builder.ts'
import type { ModuleDraft } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'
import { serviceFacts } from './service-facts.ts'
import { chooseExports, optionsRead } from './used-exports.ts'

/** Drafts the module of a daemon, from what its package says of it and what the house's library offers. */
export function draftService(input: DraftInput): ModuleDraft {
  const { pkg, name, library } = input
  const full = library && asFullLibrary(library.house)
  if (library !== null && full !== null) return draftFullService(input, library, full)
  const facts = serviceFacts(pkg)
  const ports = draftPorts(facts)
  const used = chooseExports(library?.house ?? null, name, input.reader)
  const read = optionsRead(used)
  const given = new Set(used.options?.analysis.keys ?? [])
  const { program, title, headline, called, executable } = describeService(pkg, name)
  const needs: UnitNeeds = {
    title: called,
    name,
    facts,
    ports,
    executable,
    staticUser: read.has('user'),
    dataDir: read.has('dataDir'),
    logLevel: facts.log !== null,
  }
  const options = draftOptions({
    name,
    facts,
    ports,
    program,
    title,
    packageDefault: input.packageDefault,
    given,
    read,
  })
  const fragments = draftFragments(used, needs, input.option)
  const uncalled = ports.every(({ protocol }) => protocol !== 'tcp') ? used.firewall : null
  const calls = Object.values(used).flatMap((use) =>
    use === null || use === uncalled ? [] : [callName(use)],
  )
  return {
    headline,
    option: input.option,
    usesUtils: true,
    library:
      library === null || calls.length === 0
        ? null
        : {
            name: libraryName,
            file: library.file,
            path: library.house.path,
            arguments: library.house.fileArguments,
          },
    optionsCall: optionsCall(used.options, name),
    options,
    fragments,
    calls: [...new Set(calls)].sort(),
    decisions: decisionsLeft(pkg, facts, ports, given),
  }
}

function callName(use: UsableExport | UnitBuilder): string {
  return 'usable' in use ? use.usable.name : use.name
}

function optionsCall(options: UsableExport | null, name: ModuleName): ModuleDraft['optionsCall'] {
  if (options === null) return null
  const words = options.shape.flatMap((kind) => (kind === 'name' ? [quoteString(name.name)] : []))
  return { text: [libraryCall(options.name), ...words].join(' '), takesExtra: options.shape.includes('set') }
}
