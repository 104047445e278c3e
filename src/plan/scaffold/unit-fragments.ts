import { quoteAttrName, quoteString } from '../../nix/quote.ts'
import {
  binding,
  directive,
  environment,
  serviceDirectives,
  startsAfter,
  type UnitNeeds,
} from './draft-unit.ts'
import type { Directive } from './hardening.ts'
import { libraryCall } from './library-call.ts'
import type { UnitBuilder } from './library/read-unit-builder.ts'
import type { Fragment, NixText } from './module-draft.ts'
import type { UsedExports } from './used-exports.ts'

/** The systemd unit: as the library builds it, or the module's own. */
export function unitFragments(used: UsedExports, needs: UnitNeeds): readonly Fragment[] {
  const directives = serviceDirectives(needs)
  return used.unit === null
    ? [{ type: 'bindings', text: ownUnit(used, needs, directives) }]
    : builtUnit(used.unit, needs, directives)
}

/** The unit as the library builds it, and beside it what the library does not know how to say. */
function builtUnit(builder: UnitBuilder, needs: UnitNeeds, all: readonly Directive[]): readonly Fragment[] {
  const { usable, directives: theirs, commandKey, directivesKey, takes } = builder
  const command = all.find(({ name }) => name === 'ExecStart')
  const rest = all.filter(({ name, value }) => {
    if (name === 'ExecStart') return commandKey === null
    if (name === 'DynamicUser' && theirs.keys.includes('User')) return false
    const given = theirs.keys.includes(name)
    return !given || (isHardening(name) && theirs.values.get(name) !== value)
  })
  const entries = [
    ...(takes.has('name') ? [directive('name', quoteString(needs.name.unit))] : []),
    ...(takes.has('cfg') ? [directive('cfg', 'cfg')] : []),
    ...(takes.has('package') ? [directive('package', 'cfg.package')] : []),
    ...(takes.has('description') ? [directive('description', quoteString(needs.title))] : []),
    ...(commandKey === null || command === undefined ? [] : [{ ...command, name: commandKey }]),
    ...(directivesKey === '' ? rest : []),
    ...(directivesKey === null || directivesKey === '' || rest.length === 0
      ? []
      : [directive(directivesKey, `{\n${rest.map(binding).join('')}}`)]),
  ]
  const set = `{\n${entries.map(binding).join('')}}`
  const words = usable.shape.map((kind) =>
    kind === 'cfg' ? 'cfg' : kind === 'name' ? quoteString(needs.name.name) : set,
  )
  const beside = unitBindings(needs, builder.unitKeys, builder.variables)
  const left = directivesKey === null ? rest.filter(({ name }) => !theirs.keys.includes(name)) : []
  const section = left.length === 0 ? '' : `serviceConfig = {\n${left.map(binding).join('')}};\n`
  return [
    { type: 'call', text: [libraryCall(usable.name), ...words].join(' ') },
    {
      type: 'bindings',
      text: `systemd.services.${quoteAttrName(builder.unit)} = {\n${beside}${section}};\n`,
    },
  ]
}

/** What the library sets otherwise may be its own choice; hardening and its relaxation are not. */
function isHardening(name: string): boolean {
  return !/^(Restart|RestartSec|User|Group|DynamicUser|StateDirectory|StateDirectoryMode|WorkingDirectory|ReadWritePaths|EnvironmentFile)$/.test(
    name,
  )
}

function ownUnit(used: UsedExports, needs: UnitNeeds, all: readonly Directive[]): NixText {
  const given = new Map([...(used.security?.analysis.values ?? []), ...(used.restart?.analysis.values ?? [])])
  const restart = new Set(used.restart?.analysis.keys ?? [])
  const rest = all.filter(({ name, value }) => given.get(name) !== value && !restart.has(name))
  const bases = [used.security, used.restart].flatMap((use) => (use === null ? [] : [libraryCall(use.name)]))
  const section = [...bases, `{\n${rest.map(binding).join('')}}`].join(' // ')
  const bindings = unitBindings(needs, new Set(), new Set())
  return `systemd.services.${quoteAttrName(needs.name.unit)} = {\n${bindings}serviceConfig = ${section};\n};\n`
}

/** The unit's own lines: when it starts, how often it may fail, its environment. */
function unitBindings(needs: UnitNeeds, given: ReadonlySet<string>, variables: ReadonlySet<string>): NixText {
  const unless = (key: string, value: NixText): NixText => (given.has(key) ? '' : `${key} = ${value};\n`)
  return [
    unless('description', quoteString(needs.title)),
    unless('wantedBy', '[ "multi-user.target" ]'),
    'wants = [ "network-online.target" ];\n',
    `after = ${startsAfter(needs.facts)};\n`,
    needs.facts.database === 'postgresql'
      ? 'requires = lib.optional cfg.database.createLocally "postgresql.service";\n'
      : '',
    unless('startLimitBurst', '5'),
    unless('startLimitIntervalSec', '300'),
    `environment = ${environment(needs, variables)};\n`,
  ].join('')
}
