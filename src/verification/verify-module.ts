import type { Module } from '../model/inventory.ts'
import { judgeAssertions, topicIn, type JudgedAssertions } from './assertions/judge-assertions.ts'
import { provocations } from './assertions/provocations.ts'
import { judgeExposure } from './exposure/judge-exposure.ts'
import { measureExposure } from './exposure/measure-exposure.ts'
import type { Setting } from './machine/evaluate-module.ts'
import type { Stage } from './machine/stage.ts'
import { surveyModule, type Survey } from './survey-module.ts'
import { refusals, tryModule, type Trial, type Tried } from './try-module.ts'
import { lintUnit } from './units/lint-unit.ts'
import { unknownIn, type UnitFile } from './units/unit-file.ts'
import { conclude, type UnitExposure, type VerifiedModule } from './verified-module.ts'

/** A module that is verified, with the units of its first enabling, for who judges them further. */
export type Verification = { readonly module: VerifiedModule; readonly units: readonly UnitFile[] }

/** Verifies one module of NixOS on a made-up machine. */
export function verifyModule(module: Module, stage: Stage): Verification {
  const { path } = module
  const survey = surveyModule(module, stage)
  const topicOf = topicIn(module)
  const off = tryModule(path, survey.packages, topicOf, stage)
  const enabled = [...survey.packages, ...survey.required]
  const on = tryModule(path, enabled, topicOf, stage)
  const variations = survey.others.map(({ name, setting }): Variation => {
    const settings = [...without(enabled, setting), setting]
    return {
      name,
      settings,
      changed: [setting],
      tried: on.kind === 'ok' ? tryModule(path, settings, topicOf, stage) : on,
    }
  })
  const base = on.kind === 'ok' ? on.trial : null
  const trials = [
    ...(base === null ? [] : [base]),
    ...variations.flatMap(({ tried }) => (tried.kind === 'ok' ? [tried.trial] : [])),
  ]
  const units = base?.units ?? []
  const measured = units.filter(isOwnService).map((unit) => ({ unit, exposure: measureExposure(unit) }))
  const plain = { name: 'enabled', settings: enabled, changed: [], tried: on }
  const asserted = [plain, ...(on.kind === 'ok' ? variations : [])].map(({ settings, changed, tried }) => ({
    ...tried.asserted,
    settings,
    changed,
  }))
  const judged = judgeAssertions(asserted, module, {
    path,
    options: provocations(path, survey.free, stage),
    topicOf,
    stage,
  })
  const tooExposed = measured.flatMap(({ unit, exposure }) => judgeExposure(unit, exposure) ?? [])
  return {
    units,
    module: {
      path,
      options: module.services.map(({ option }) => option),
      evaluates: {
        ...concludeEvaluation(off, on, variations, survey),
        varied: variations.length,
        untried: survey.untried,
      },
      units: { ...concludeUnits(on, trials), names: units.map(({ name }) => name) },
      exposure: {
        ...conclude(
          stage.exposed.has(path) ? [] : tooExposed,
          measured.flatMap(({ unit, exposure: { unknown } }) =>
            unknown === null ? [] : [`${unit.name}: ${unknown}`],
          ),
        ),
        levels: measured.map(({ unit, exposure: { level } }): UnitExposure => {
          return { unit: unit.name, level, by: 'keeper' }
        }),
      },
      lints: concludeLints(survey, judged),
    },
  }
}

function concludeLints(
  { silent, unread }: Survey,
  { assertions, faults, unknown }: JudgedAssertions,
): VerifiedModule['lints'] {
  return { ...conclude([...silent, ...faults], [...unread, ...unknown]), assertions }
}

type Variation = {
  readonly name: string
  readonly settings: readonly Setting[]
  readonly changed: readonly Setting[]
  readonly tried: Tried
}

function without(settings: readonly Setting[], { path }: Setting): readonly Setting[] {
  const name = path.join('.')
  return settings.filter((setting) => setting.path.join('.') !== name)
}

function concludeEvaluation(
  off: Tried,
  on: Tried,
  variations: readonly Variation[],
  { unset, fault }: Survey,
): ReturnType<typeof conclude> {
  const named: readonly (readonly [string, Tried])[] = [
    ['off', off],
    ['enabled', on],
    ...(on.kind === 'ok' ? variations.map(({ name, tried }) => [`with ${name}`, tried] as const) : []),
  ]
  const faults = named.flatMap(([when, tried]) =>
    tried.kind === 'fault' ? [`${when}: ${tried.message}`] : [],
  )
  const unknown = named.flatMap(([when, tried]) =>
    tried.kind === 'unknown' ? [`${when}: ${tried.reason}`] : [],
  )
  const missing = unset.map((name) => `no value could be made for ${name}`)
  // Without a value for all that is required, faults may be those of the samples.
  if (unset.length > 0) return conclude([], [...missing, ...unknown, ...faults])
  const refused = on.kind === 'ok' ? refusals(on.asserted).map((message) => `enabled: ${message}`) : []
  return conclude([...(fault === null ? [] : [fault]), ...faults], [...unknown, ...refused])
}

function concludeUnits(on: Tried, trials: readonly Trial[]): ReturnType<typeof conclude> {
  const faults = trials.flatMap(({ units, users }) => units.flatMap((unit) => lintUnit(unit, { users })))
  if (on.kind !== 'ok') return conclude(faults, ['it could not be enabled'])
  const { unitsUnknown, units } = on.trial
  const open = units.filter(isOwnService).flatMap((unit) => {
    const reason = unknownIn(unit, 'Service')
    return reason === null ? [] : [`${unit.name}: ${reason}`]
  })
  return conclude(faults, [...(unitsUnknown === null ? [] : [unitsUnknown]), ...open])
}

function isOwnService(unit: UnitFile): boolean {
  return unit.name.endsWith('.service') && !unit.isExtended
}
