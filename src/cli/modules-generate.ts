import { loadTemplates } from '../checkout/load-templates.ts'
import { writeFiles } from '../checkout/write-files.ts'
import { templatesInForce } from '../plan/plan-renderer.ts'
import { planGenerated } from '../plan/scaffold/generated/plan-generated.ts'
import { alignTree } from './align-tree.ts'
import { openRepository } from './open-repository.ts'
import { printDiff } from './print-diff.ts'
import { withProgress } from './progress.ts'
import { wantsColor } from './terminal.ts'

export type ModulesGenerateOptions = {
  readonly write?: boolean
  readonly check?: boolean
  readonly json?: boolean
}

/**
 * `nur-keeper modules generate`: the modules that say that they are generated, from their packages' service
 * interfaces; as a diff against what is there, as JSON, written, or only checked.
 * @returns 1 where one cannot be generated, or where `--check` finds one that is not up to date
 */
export async function runModulesGenerate(
  directory: string,
  options: ModulesGenerateOptions,
): Promise<number> {
  const { repository, plan } = await withProgress('nur-keeper modules generate', async (step) => {
    const opened = await openRepository(directory)
    await step('reading the repository')
    const { workTree: snapshot, parser, config } = opened
    const alignment = alignTree(opened, snapshot)
    await step('writing modules')
    const templates = templatesInForce(loadTemplates(), config.templates)
    return { repository: opened, plan: planGenerated({ alignment, snapshot, parser, config, templates }) }
  })
  if (options.write === true) writeFiles(repository.directory, plan.files)
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...plan }, null, 2)}\n`)
  else if (options.write === true) for (const { path } of plan.files) process.stdout.write(`wrote ${path}\n`)
  else process.stdout.write(printDiff(repository.workTree, plan.files, wantsColor()))
  for (const { path, reason, remedy } of plan.refusals)
    process.stderr.write(`${path}:1: ${reason} ${remedy}\n`)
  const isStale = options.check === true && plan.files.length > 0
  if (isStale) {
    process.stderr.write(
      `${plan.files.length} of ${plan.modules.length} generated modules are not up to date; mend with: nur-keeper modules generate --write\n`,
    )
  }
  return plan.refusals.length > 0 || isStale ? 1 : 0
}
