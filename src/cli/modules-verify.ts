import { readRepository } from '../inventory/build-inventory.ts'
import { judgeUnits, whyNoSystemd } from '../checkout/judge-units.ts'
import { toModuleReport } from '../verification/report/module-report.ts'
import { printModuleTable } from '../verification/report/print-module-table.ts'
import { printUnitFile } from '../verification/units/unit-file.ts'
import { isRed, type VerifiedModule } from '../verification/verified-module.ts'
import { unitsOf, verifyModules } from '../verification/verify-modules.ts'
import { addVerdict } from '../verification/add-verdict.ts'
import { openRepository } from './open-repository.ts'
import { withProgress } from './progress.ts'
import { wantsColor } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export type ModulesVerifyOptions = { readonly json?: boolean; readonly systemd?: boolean }

/**
 * `nur-keeper modules verify`: evaluates every module on a made-up machine, renders and lints its units, measures their
 * exposure, and reads what it says to people.
 * @returns 0, or 1 where something of a module is wrong; what is not known does not count
 * @throws UsageError where systemd is asked for and not there
 */
export async function runModulesVerify(directory: string, options: ModulesVerifyOptions): Promise<number> {
  const missing = options.systemd === true ? whyNoSystemd() : null
  if (missing !== null) throw new UsageError(missing)
  const modules = await withProgress('nur-keeper modules verify', async (step) => {
    const { workTree: snapshot, parser, config } = await openRepository(directory)
    await step('reading the repository')
    const repository = readRepository({ snapshot, parser, config })
    await step('evaluating modules')
    const verifications = verifyModules(repository)
    const verified = verifications.map(({ module }) => module)
    if (options.systemd !== true) return verified
    await step('asking systemd')
    const units = new Map([...unitsOf(verifications)].map(([name, unit]) => [name, printUnitFile(unit)]))
    const verdict = await judgeUnits(units)
    return verified.map((module): VerifiedModule => addVerdict(module, verdict))
  })
  const report = toModuleReport(modules)
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report, null, 2)}\n` : printModuleTable(report, wantsColor()),
  )
  return modules.some(isRed) ? 1 : 0
}
