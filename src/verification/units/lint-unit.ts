import { isYes } from '../exposure/service-settings.ts'
import { sectionsOf, takesKey } from './unit-keys.ts'
import { valuesOf, type UnitFile } from './unit-file.ts'

/** What units are linted against. */
export type UnitContext = {
  /** Users that the configuration declares; null where they are not known in full. */
  readonly users: ReadonlySet<string> | null
}

/** Users that NixOS has, or that its own services bring. */
const usersOfNixos = new Set(['root', 'nobody', 'nginx', 'postgres', 'redis', 'git', 'caddy', 'acme'])

/** @returns what is wrong with a unit, a sentence each; nothing is said of what is not known */
export function lintUnit(unit: UnitFile, context: UnitContext): readonly string[] {
  return [...lintSections(unit), ...lintCommands(unit), ...lintUser(unit, context), ...lintOrder(unit)].map(
    (fault) => `${unit.name}: ${fault}`,
  )
}

/** systemd ignores a key that stands in another section than its own. */
function lintSections({ sections }: UnitFile): readonly string[] {
  return sections.flatMap(({ name, lines }) =>
    [...new Set(lines.map(({ key }) => key))].flatMap((key) => {
      if (takesKey(name, key)) return []
      const places = sectionsOf(key).map((place) => `[${place}]`)
      const remedy =
        places.length === 0 ? 'systemd knows no such key' : `it belongs to ${places.join(' or ')}`
      return [`${key}= is ignored in [${name}]: ${remedy}`]
    }),
  )
}

/** Commands start with the absolute path of a program, behind systemd's prefixes (systemd.service(5)). */
function lintCommands(unit: UnitFile): readonly string[] {
  if (!unit.name.endsWith('.service') || unit.isExtended) return []
  const lines = unit.sections.find(({ name }) => name === 'Service')?.lines ?? []
  const relative = lines.flatMap(({ key, value }) =>
    /^Exec(Start|Stop|Reload|Condition)/.test(key) &&
    value !== null &&
    value !== '' &&
    !/^[-+!:@|]*"?\//.test(value)
      ? [`${key}= does not start with an absolute path: ${value.split(/\s/)[0] ?? ''}`]
      : [],
  )
  const commands = valuesOf(unit, 'Service', 'ExecStart').filter((value) => value !== '')
  const type = valuesOf(unit, 'Service', 'Type').at(-1) ?? 'simple'
  const isOpen = unit.sections.some(({ name, unknown }) => name === 'Service' && unknown !== null)
  if (commands.length === 0 && type !== 'oneshot' && !isOpen) return [...relative, 'it has no ExecStart=']
  if (commands.length > 1 && type !== 'oneshot')
    return [...relative, 'ExecStart= is set more than once, which only Type=oneshot takes']
  return relative
}

/** Who runs it must be declared, or made up by systemd. */
function lintUser(unit: UnitFile, { users }: UnitContext): readonly string[] {
  const user = valuesOf(unit, 'Service', 'User').at(-1)
  const isDynamic = isYes(valuesOf(unit, 'Service', 'DynamicUser').at(-1) ?? '')
  if (user === undefined || user === null || users === null || isDynamic) return []
  return users.has(user) || usersOfNixos.has(user) ? [] : [`User=${user} is declared nowhere`]
}

/** network-online.target is started only if somebody wants it (systemd.special(7)). */
function lintOrder(unit: UnitFile): readonly string[] {
  const target = 'network-online.target'
  const names = (key: string): readonly string[] =>
    valuesOf(unit, 'Unit', key).flatMap((value) => value?.split(' ') ?? [target])
  const isWanted = ['Wants', 'Requires', 'BindsTo', 'Requisite'].some((key) => names(key).includes(target))
  return valuesOf(unit, 'Unit', 'After').some((value) => value?.split(' ').includes(target)) && !isWanted
    ? [`it is ordered after ${target} without wanting it`]
    : []
}
