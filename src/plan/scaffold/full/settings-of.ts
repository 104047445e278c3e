import { reservedOptions, type ServiceFacts } from '../service-facts.ts'
import type { Setting } from './full-needs.ts'

/** Required variables that nothing else sets, each with the name of an option for it. */
export function settingsOf(facts: ServiceFacts, program: string): readonly Setting[] {
  return facts.required.map((variable) => ({
    variable,
    option: optionName(variable, facts.required, program),
  }))
}

/** `SPINDLE_SERVER_OWNER` → `serverOwner`: without the first word where it is the program's, or all variables'. */
function optionName(variable: string, all: readonly string[], program: string): string {
  const words = variable.toLowerCase().split('_').filter(Boolean)
  const first = words[0] ?? ''
  const isShared = all.length > 1 && all.every((other) => other.toLowerCase().startsWith(`${first}_`))
  const isProgram = program
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .includes(first)
  const [head = '', ...rest] = words.length > 1 && (isShared || isProgram) ? words.slice(1) : words
  const name = head + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return reservedOptions.has(name) || !/^[a-z]/.test(name) ? `setting${variable}` : name
}
