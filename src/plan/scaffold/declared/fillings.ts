import type { PortDraft } from '../draft-options.ts'
import type { NixText } from '../module-draft.ts'
import type { ServiceFacts } from '../service-facts.ts'
import { namesIn, type Filling } from './fill-text.ts'
import { shapeOf } from './option-type.ts'

/** Names that the texts of a package hold in braces. */
export function namesUsed(facts: ServiceFacts): ReadonlySet<string> {
  return namesIn([
    ...facts.environment.values(),
    ...facts.arguments,
    ...facts.argumentGroups.flat(),
    ...facts.groups,
    facts.workingDirectory,
  ])
}

/** What the options that a package declares stand for in its texts. */
export function declaredFillings(facts: ServiceFacts): readonly (readonly [string, Filling])[] {
  return facts.options.flatMap((option): readonly (readonly [string, Filling])[] => {
    const value = { expression: `cfg.${option.name}`, shape: shapeOf(option) }
    const isSet: Filling = { expression: `cfg.${option.name} != null`, shape: 'boolean' }
    return option.default === null
      ? [
          [option.name, value],
          [`${option.name}?`, isSet],
        ]
      : [[option.name, value]]
  })
}

/**
 * When a group of arguments is given: where all options that it names are set; null where that is always.
 * @param switches further names, each with the condition that it stands under
 */
export function conditionOf(
  group: readonly string[],
  { options }: ServiceFacts,
  switches: ReadonlyMap<string, NixText> = new Map(),
): NixText | null {
  const unset = options.flatMap((option) =>
    option.default === null ? [[option.name, `cfg.${option.name} != null`] as const] : [],
  )
  const conditions = new Map([...unset, ...switches])
  const terms = [...namesIn(group)].flatMap((name) => conditions.get(name) ?? [])
  return terms.length === 0 ? null : [...new Set(terms)].join(' && ')
}

/** The filling of a name that every service has. */
export function textFilling(name: string, expression: NixText = `cfg.${name}`): readonly [string, Filling] {
  return [name, { expression, shape: 'text' }]
}

export function numberFilling(name: string, expression: NixText): readonly [string, Filling] {
  return [name, { expression, shape: 'number' }]
}

/**
 * What the names in a package's texts stand for in a module that keeps its state, or has it kept, at `dataDir`.
 * @param dataDir expression of that folder
 */
export function plainFillings(
  facts: ServiceFacts,
  ports: readonly PortDraft[],
  dataDir: NixText,
): ReadonlyMap<string, Filling> {
  const number = ({ option, number: fixed }: PortDraft): NixText =>
    option === null ? String(fixed) : `cfg.${option}`
  const metrics = ports.find(({ hasMetrics }) => hasMetrics)
  const main = ports.find(({ name }) => name === 'http') ?? ports[0]
  return new Map([
    textFilling('package'),
    textFilling('dataDir', dataDir),
    textFilling('address'),
    ...(facts.log === null ? [] : [textFilling('logLevel')]),
    ...(main === undefined ? [] : [numberFilling('port', number(main))]),
    ...(metrics === undefined ? [] : [numberFilling('metrics.port', number(metrics))]),
    ...declaredFillings(facts),
  ])
}
