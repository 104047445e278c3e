import { AttrSet, PathValue, Unknown, isList, type Machine, type Value } from '../../nix/eval/value.ts'
import { coerceToString } from '../../nix/eval/coerce.ts'
import type { UnitFile, UnitLine, UnitSection } from './unit-file.ts'
import type { SectionName } from './unit-keys.ts'

/** NixOS' options that are lists of units, and their keys in `[Unit]`. */
const relations: readonly (readonly [option: string, key: string])[] = [
  ['after', 'After'],
  ['before', 'Before'],
  ['bindsTo', 'BindsTo'],
  ['conflicts', 'Conflicts'],
  ['documentation', 'Documentation'],
  ['onFailure', 'OnFailure'],
  ['onSuccess', 'OnSuccess'],
  ['partOf', 'PartOf'],
  ['requires', 'Requires'],
  ['requisite', 'Requisite'],
  ['upholds', 'Upholds'],
  ['wants', 'Wants'],
]

type UnitClass = {
  readonly set: string
  readonly suffix: string
  readonly section: SectionName | null
  readonly settings: string
}

const classes: readonly UnitClass[] = [
  { set: 'services', suffix: '.service', section: 'Service', settings: 'serviceConfig' },
  { set: 'timers', suffix: '.timer', section: 'Timer', settings: 'timerConfig' },
  { set: 'sockets', suffix: '.socket', section: 'Socket', settings: 'socketConfig' },
  { set: 'paths', suffix: '.path', section: 'Path', settings: 'pathConfig' },
  { set: 'targets', suffix: '.target', section: null, settings: '' },
]

/** The options that are scripts, and the keys under which NixOS runs them. */
const scripts: readonly (readonly [option: string, key: string])[] = [
  ['preStart', 'ExecStartPre'],
  ['script', 'ExecStart'],
  ['postStart', 'ExecStartPost'],
  ['reload', 'ExecReload'],
  ['preStop', 'ExecStop'],
  ['postStop', 'ExecStopPost'],
]

/**
 * The units that a configuration defines, as NixOS writes them.
 * @param systemd the configuration's `systemd`
 * @throws EvalFault where a unit cannot be evaluated
 */
export function renderUnits(systemd: Value, machine: Machine): readonly UnitFile[] {
  return classes.flatMap((kind) => {
    const set = forced(systemd, kind.set, machine)
    if (!(set instanceof AttrSet)) return []
    return [...set.attrs].flatMap(([name, attr]) => {
      const unit = machine.force(attr.slot)
      if (!(unit instanceof AttrSet) || forced(unit, 'enable', machine) === false) return []
      return [renderUnit(`${name}${name.endsWith(kind.suffix) ? '' : kind.suffix}`, unit, kind, machine)]
    })
  })
}

function renderUnit(name: string, unit: AttrSet, kind: UnitClass, machine: Machine): UnitFile {
  const own =
    kind.section === null ? null : section(kind.section, forced(unit, kind.settings, machine), machine)
  const written = kind.section === 'Service' ? scriptLines(name, unit, machine) : []
  const environment = kind.section === 'Service' ? environmentLines(unit, machine) : []
  const install = ['wantedBy', 'requiredBy'].flatMap((option) =>
    relationLines(option, option === 'wantedBy' ? 'WantedBy' : 'RequiredBy', unit, machine),
  )
  const lines = [...environment, ...(own?.lines ?? []), ...written]
  const starts = lines.some(({ key }) => key === 'ExecStart') || install.length > 0
  return {
    name,
    hasScript: written.length > 0,
    isExtended: kind.section === 'Service' && !starts,
    sections: [
      unitSection(unit, machine),
      ...(own === null ? [] : [{ ...own, lines }]),
      { name: 'Install', lines: install, unknown: null },
    ],
  }
}

function unitSection(unit: AttrSet, machine: Machine): UnitSection {
  const free = section('Unit', forced(unit, 'unitConfig', machine), machine)
  const description = forced(unit, 'description', machine)
  const limits = (['startLimitBurst', 'startLimitIntervalSec'] as const).flatMap((option) => {
    const value = forced(unit, option, machine)
    const key = option === 'startLimitBurst' ? 'StartLimitBurst' : 'StartLimitIntervalSec'
    return value === null ? [] : [{ key, value: textOf(value, machine) }]
  })
  return {
    ...free,
    lines: [
      ...(description === '' || description === null
        ? []
        : [{ key: 'Description', value: textOf(description, machine) }]),
      ...relations.flatMap(([option, key]) => relationLines(option, key, unit, machine)),
      ...limits,
      ...free.lines,
    ],
  }
}

function relationLines(option: string, key: string, unit: AttrSet, machine: Machine): readonly UnitLine[] {
  const list = forced(unit, option, machine)
  if (list instanceof Unknown) return [{ key, value: null }]
  if (!isList(list) || list.length === 0) return []
  const names = list.map((item) => textOf(machine.force(item), machine))
  return [{ key, value: names.includes(null) ? null : names.join(' ') }]
}

function environmentLines(unit: AttrSet, machine: Machine): readonly UnitLine[] {
  const environment = forced(unit, 'environment', machine)
  if (!(environment instanceof AttrSet))
    return environment instanceof Unknown ? [{ key: 'Environment', value: null }] : []
  return [...environment.attrs].flatMap(([name, attr]) => {
    const value = machine.force(attr.slot)
    const text = textOf(value, machine)
    return value === null
      ? []
      : [{ key: 'Environment', value: text === null ? null : JSON.stringify(`${name}=${text}`) }]
  })
}

function scriptLines(name: string, unit: AttrSet, machine: Machine): readonly UnitLine[] {
  return scripts.flatMap(([option, key]) => {
    const text = forced(unit, option, machine)
    if (text === '' || text === null) return []
    const script = `unit-script-${name.replace(/\.service$/, '')}-${option}`
    return [{ key, value: `/nix/store/${script}/bin/${script}` }]
  })
}

/** A list repeats its key, null is none. */
function section(name: SectionName, value: Value, machine: Machine): UnitSection {
  if (value instanceof Unknown) return { name, lines: [], unknown: opennessOf(value) }
  if (!(value instanceof AttrSet)) return { name, lines: [], unknown: null }
  const lines = [...value.attrs].flatMap(([key, attr]) =>
    directiveLines(key, machine.force(attr.slot), machine),
  )
  return { name, lines, unknown: opennessOf(value) }
}

function directiveLines(key: string, value: Value, machine: Machine): readonly UnitLine[] {
  if (value === null) return []
  if (!isList(value)) return [{ key, value: textOf(value, machine) }]
  return value.map((item) => ({ key, value: textOf(machine.force(item), machine) }))
}

/** As NixOS writes a value; null where it is not known. */
function textOf(value: Value, machine: Machine): string | null {
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value instanceof Unknown) return null
  if (
    value instanceof PathValue ||
    typeof value === 'string' ||
    typeof value === 'bigint' ||
    typeof value === 'number' ||
    value instanceof AttrSet
  ) {
    const text = coerceToString(value, machine, null)
    return typeof text === 'string' ? text : null
  }
  return null
}

/** An attribute, forced; null where it is missing, unknown where it or its set is. */
function forced(set: Value, name: string, machine: Machine): Value {
  if (set instanceof Unknown) return set
  if (!(set instanceof AttrSet)) return null
  const attr = set.attrs.get(name)
  return attr === undefined ? (set.rest ?? null) : machine.force(attr.slot)
}

/** Why a set may hold more; what other modules of the system define in it is none of this one's. */
export function opennessOf(value: Value): string | null {
  const rest = value instanceof AttrSet ? value.rest : value instanceof Unknown ? value : null
  return rest === null || rest.path?.[0] === 'config' ? null : rest.reason
}
