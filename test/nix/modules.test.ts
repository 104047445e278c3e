import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import {
  evaluate,
  evaluateEach,
  moduleFiles,
  repository,
  whyNotRealNix,
  type EvaluatedModule,
  type Machine,
  type ModuleEffects,
  type ProvokedModule,
} from './harness.ts'
import { judgeUnits, whyNotSystemd, type Verdict } from './systemd.ts'

/** What a unit may cost without a reason, and at all. */
const exposureLimit = { plain: 1.2, relaxed: 2 }

const skipped = [whyNotRealNix, whyNotSystemd].filter((reason) => reason !== null)
for (const reason of skipped) console.warn(`SKIPPED: ${reason}`)

const describeModules = whyNotRealNix === null ? describe : describe.skip
describeModules("the modules, by NixOS' module system", () => {
  let modules: readonly EvaluatedModule[]

  beforeAll(async () => {
    modules = await evaluateModules()
  })

  it('are 74', () => {
    expect(modules).toHaveLength(74)
  })

  it('do nothing until they are enabled', () => {
    const active = modules.filter(({ off }) => Object.keys(off.units).length > 0 || off.failed.length > 0)
    expect(active.map(({ path }) => path)).toEqual([])
  })

  it('need no more than their required options', () => {
    const failed = modules.flatMap(({ path, on }) => on.failed.map((message) => `${path}: ${message}`))
    expect(failed).toEqual([])
  })

  it('describe every option', () => {
    const silent = modules.flatMap(({ options }) => options.filter(({ described }) => !described))
    expect(silent.map(({ name }) => name)).toEqual([])
  })

  it('run nothing as root', () => {
    const units = modules.flatMap(({ on }) => Object.entries(on.units))
    const services = units.filter(([name]) => name.endsWith('.service'))
    expect(services.filter(([, text]) => !/^User=(?!root$)/m.test(text)).map(([name]) => name)).toEqual([])
  })

  it('have no option without effect', async () => {
    const results = (await evaluateEach('effects', await moduleFiles())).filter(isEffects)
    expect(results).toHaveLength(modules.length)
    const idle = results.flatMap(({ results: tried }) => tried.filter(({ effect }) => !effect))
    expect(idle.map(({ name }) => name)).toEqual([])
    expect(results.flatMap(({ untried }) => untried)).toEqual([])
  }, 300_000)

  it('have assertions that can fail, and say which option is meant', async () => {
    const results = (await evaluateEach('provoked', await moduleFiles())).filter(isProvoked)
    expect(results).toHaveLength(modules.length)
    const dead = results.flatMap(({ asserted, fired }) =>
      asserted.filter((option) => !fired.includes(option)),
    )
    expect(dead).toEqual([])
    const messages = results.flatMap((module) => module.messages)
    expect(messages.filter((message) => !/^services\.[a-z0-9-]+\.[A-Za-z.]+ .*: /.test(message))).toEqual([])
  })

  it('can all be enabled together', async () => {
    const together = await evaluate(`(harness.together ${join(repository, 'modules')}).on`)
    if (!isMachine(together)) throw new Error('not a machine')
    expect(together.failed).toEqual([])
    const alone = new Set(modules.flatMap(({ on }) => Object.keys(on.units)))
    expect(Object.keys(together.units).filter((name) => !alone.has(name))).toEqual([])
    expect(Object.keys(together.units)).toHaveLength(alone.size)
  })
})

const describeUnits = skipped.length === 0 ? describe : describe.skip
describeUnits('the units, by systemd', () => {
  let units: Readonly<Record<string, string>>
  let verdict: Verdict

  beforeAll(async () => {
    units = Object.fromEntries((await evaluateModules()).flatMap(({ on }) => Object.entries(on.units)))
    verdict = await judgeUnits(units)
  })

  it('are clean', () => {
    expect(verdict.complaints).toEqual([])
  })

  it('are confined', () => {
    const levels = [...verdict.exposure.values()].sort((left, right) => left - right)
    console.log(exposureTable(verdict))
    expect(levels.length).toBeGreaterThan(60)
    expect(levels[Math.floor(levels.length / 2)]).toBeLessThanOrEqual(exposureLimit.plain)
    const open = [...verdict.exposure].filter(([unit, level]) => level > limitOf(units[unit] ?? ''))
    expect(open).toEqual([])
  })
})

function limitOf(unit: string): number {
  return unit.includes('X-Allow') ? exposureLimit.relaxed : exposureLimit.plain
}

function exposureTable({ exposure }: Verdict): string {
  const byLevel = Map.groupBy(exposure, ([, level]) => level)
  const rows = [...byLevel].sort(([left], [right]) => left - right)
  return rows.map(([level, units]) => `${level.toFixed(1)}  ${units.length} units`).join('\n')
}

async function evaluateModules(): Promise<readonly EvaluatedModule[]> {
  const files = await moduleFiles()
  const modules = (await evaluateEach('module', files)).filter(isModule)
  if (modules.length !== files.length) throw new Error('a module did not evaluate to what is expected')
  return modules
}

function isMachine(value: unknown): value is Machine {
  return typeof value === 'object' && value !== null && 'units' in value && 'failed' in value
}

function isModule(value: unknown): value is EvaluatedModule {
  return (
    typeof value === 'object' && value !== null && 'options' in value && 'on' in value && isMachine(value.on)
  )
}

function isEffects(value: unknown): value is ModuleEffects {
  return typeof value === 'object' && value !== null && 'results' in value && 'untried' in value
}

function isProvoked(value: unknown): value is ProvokedModule {
  return typeof value === 'object' && value !== null && 'asserted' in value && 'fired' in value
}
