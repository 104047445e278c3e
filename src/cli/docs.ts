import { loadTemplates } from '../checkout/load-templates.ts'
import { readPastData } from '../checkout/read-past-data.ts'
import { writeFiles } from '../checkout/write-files.ts'
import { historyPaths } from '../plan/documents/alignment-history.ts'
import { planDocuments } from '../plan/documents/plan-documents.ts'
import { templatesInForce } from '../plan/plan-renderer.ts'
import { alignTree } from './align-tree.ts'
import { openRepository } from './open-repository.ts'
import { printDiff } from './print-diff.ts'
import { withProgress } from './progress.ts'
import { wantsColor } from './terminal.ts'

export type DocsOptions = { readonly write?: boolean; readonly check?: boolean; readonly json?: boolean }

/**
 * `nur-keeper docs`: the documents as a diff against what is there, as JSON, written, or only checked.
 * @returns 1 where a document cannot be written, or where `--check` finds one that is not up to date
 */
export async function runDocs(directory: string, options: DocsOptions): Promise<number> {
  const { repository, plan } = await withProgress('nur-keeper docs', async (step) => {
    const opened = await openRepository(directory)
    await step('reading the repository')
    const { workTree: snapshot, config } = opened
    const alignment = alignTree(opened, snapshot)
    await step('writing documents')
    return {
      repository: opened,
      plan: planDocuments({
        alignment,
        snapshot,
        config,
        templates: templatesInForce(loadTemplates(), config.templates),
        past: snapshot.entries.has(historyPaths(config).data)
          ? []
          : readPastData(opened.directory, config.documents.data),
      }),
    }
  })
  if (options.write === true) writeFiles(repository.directory, plan.files)
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...plan }, null, 2)}\n`)
  else if (options.write === true) for (const { path } of plan.files) process.stdout.write(`wrote ${path}\n`)
  else process.stdout.write(printDiff(repository.workTree, plan.files, wantsColor()))
  for (const { path, line, message, remedy } of plan.problems) {
    process.stderr.write(`${path}:${line}: ${message} ${remedy}\n`)
  }
  if (options.check === true && plan.files.length > 0) {
    process.stderr.write(
      `${plan.files.length} of the documents are not up to date; mend with: nur-keeper docs --write\n`,
    )
  }
  return plan.problems.length > 0 || (options.check === true && plan.files.length > 0) ? 1 : 0
}
