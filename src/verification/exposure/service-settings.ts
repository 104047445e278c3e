import type { UnitFile } from '../units/unit-file.ts'
import { valuesOf } from '../units/unit-file.ts'
import { systemCalls } from './system-call-groups.ts'

/** The settings of a `[Service]` section that its exposure depends on, as systemd understands them. */
export type ServiceSettings = {
  /** The last value of a key; '' where it is not set. */
  text(key: string): string
  isOn(key: string): boolean
  /** All words of a key; an empty value forgets those before it. */
  words(key: string): readonly string[]
}

const yes = new Set(['1', 'yes', 'y', 'true', 't', 'on'])

/** Whether systemd takes a text for `yes` (systemd.syntax(7)). */
export function isYes(text: string): boolean {
  return yes.has(text.toLowerCase())
}

export function readSettings(unit: UnitFile): ServiceSettings {
  const values = (key: string): readonly string[] =>
    valuesOf(unit, 'Service', key).flatMap((value) => (value === null ? [] : [value.trim()]))
  const text = (key: string): string => values(key).at(-1) ?? ''
  return {
    text,
    isOn: (key) => isYes(text(key)),
    words: (key) => {
      const all = values(key)
      return all.slice(all.lastIndexOf('') + 1).flatMap((value) => value.split(/\s+/))
    },
  }
}

/** Names of a list that a leading `~` turns into the list of what is denied. */
export type NameFilter = {
  readonly isAllowList: boolean
  readonly names: ReadonlySet<string>
}

/** Reads keys that are set line by line: the first line says whether the list allows or denies, later ones add or take away. */
export function readFilter(
  lines: readonly string[],
  expand: (word: string) => Iterable<string>,
): NameFilter | null {
  let filter: { isAllowList: boolean; names: Set<string> } | null = null
  for (const line of lines) {
    if (line === '') {
      filter = null
      continue
    }
    const isInverted = line.startsWith('~')
    const words = line.slice(isInverted ? 1 : 0).split(/\s+/)
    filter ??= { isAllowList: !isInverted, names: new Set() }
    for (const word of words)
      for (const name of word === '' ? [] : expand(word))
        if (isInverted === filter.isAllowList) filter.names.delete(name)
        else filter.names.add(name)
  }
  return filter
}

/** The system calls that a unit may make, or may not. */
export function readSystemCallFilter(unit: UnitFile): NameFilter | null {
  const lines = valuesOf(unit, 'Service', 'SystemCallFilter').flatMap((value) => value ?? [])
  const filter = readFilter(lines, (word) => systemCalls(word.replace(/:.*$/, '')) ?? [])
  // systemd always allows its default group beside what is allowed.
  return filter?.isAllowList === true
    ? { ...filter, names: new Set([...filter.names, ...(systemCalls('@default') ?? [])]) }
    : filter
}
