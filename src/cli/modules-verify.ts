import type { NixTrial, RealNix } from '../model/real-nix.ts'
import { readRepository, type ReadRepository } from '../inventory/build-inventory.ts'
import { judgeUnits, whyNoSystemd } from '../checkout/judge-units.ts'
import { toModuleReport } from '../verification/report/module-report.ts'
import { openRealNix } from '../real-nix/open-real-nix.ts'
import { nixpkgsOf } from '../real-nix/nix-program.ts'
import { addNixVerdict } from '../verification/add-nix-verdict.ts'
import { printModuleTable } from '../verification/report/print-module-table.ts'
import { printUnitFile } from '../verification/units/unit-file.ts'
import { isRed, type VerifiedModule } from '../verification/verified-module.ts'
import { unitsOf, verifyModules } from '../verification/verify-modules.ts'
import { addVerdict } from '../verification/add-verdict.ts'
import { openRepository } from './open-repository.ts'
import { withProgress } from './progress.ts'
import { wantsColor } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export type ModulesVerifyOptions = {
  readonly json?: boolean
  readonly systemd?: boolean
  readonly nix?: boolean
  readonly nixpkgsLib?: string
}

/**
 * `nur-keeper modules verify`: evaluates every module on a made-up machine, renders and lints its units, measures their
 * exposure, and reads what it says to people.
 * @returns 0, or 1 where something of a module is wrong; what is not known does not count
 * @throws UsageError where systemd, or real Nix, is asked for and not there
 */
export async function runModulesVerify(directory: string, options: ModulesVerifyOptions): Promise<number> {
  const missing = options.systemd === true ? whyNoSystemd() : null
  if (missing !== null) throw new UsageError(missing)
  const realNix = options.nix === true ? requireNix(options.nixpkgsLib) : null
  const modules = await withProgress('nur-keeper modules verify', async (step) => {
    const { workTree: snapshot, parser, config } = await openRepository(directory)
    await step('reading the repository')
    const repository = readRepository({ snapshot, parser, config })
    await step('evaluating modules')
    const verifications = verifyModules(repository)
    const own = verifications.map(({ module }) => module)
    if (realNix !== null) await step('asking Nix')
    const { seconds } = config.scaffold.verify
    const verified = realNix === null ? own : await askNix(realNix, { snapshot, seconds }, repository, own)
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

function requireNix(lib: string | undefined): RealNix {
  const opened = openRealNix(lib ?? nixpkgsOf(process.env), process.env)
  if (!opened.ok) throw new UsageError(`--nix: ${opened.reason}`)
  return opened.realNix
}

/** Adds what real Nix makes of the modules of NixOS; what others do elsewhere is not known here. */
async function askNix(
  realNix: RealNix,
  tree: Pick<NixTrial, 'snapshot' | 'seconds'>,
  { inventory }: ReadRepository,
  verified: readonly VerifiedModule[],
): Promise<readonly VerifiedModule[]> {
  const ofNixos = new Set(
    inventory.modules.filter(({ system }) => system === 'nixos').map(({ path }) => path),
  )
  const modules = verified.filter(({ path }) => ofNixos.has(path))
  const verdicts = await realNix.tryModules({ ...tree, files: [], modules })
  return verified.map((module) => addNixVerdict(module, verdicts.get(module.path)))
}
