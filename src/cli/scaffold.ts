import { existsSync } from 'node:fs'
import { loadOwnLibrary } from '../checkout/load-own-library.ts'
import { loadTemplates } from '../checkout/load-templates.ts'
import { writeFiles } from '../checkout/write-files.ts'
import { judgeScaffold } from '../jobs/judge-scaffold.ts'
import { planRenderer, templatesInForce } from '../plan/plan-renderer.ts'
import { planScaffold } from '../plan/scaffold/plan-scaffold.ts'
import type { ScaffoldPlan } from '../plan/scaffold/scaffold-plan.ts'
import { alignTree } from './align-tree.ts'
import { hostNix } from './host-nix.ts'
import { openRepository } from './open-repository.ts'
import { printDiff } from './print-diff.ts'
import { withProgress } from './progress.ts'
import { requireKnown } from './require-known.ts'
import { wantsColor } from './terminal.ts'

export type ScaffoldOptions = { readonly write?: boolean; readonly json?: boolean }

/**
 * `nur-keeper scaffold`: the modules that packages lack, as a diff, as JSON, or written.
 * @param directory the checkout; where no such folder is, the word is taken for a package of this folder
 * @returns 0, or 1 where a package that was asked for gets no module
 */
export async function runScaffold(
  directory: string | undefined,
  packages: readonly string[],
  options: ScaffoldOptions,
): Promise<number> {
  const isFolder = directory === undefined || /[/\\]|^\.\.?$/.test(directory) || existsSync(directory)
  const folder = isFolder ? (directory ?? '.') : '.'
  const wanted = isFolder ? packages : [directory, ...packages]
  const realNix = hostNix()
  const { repository, plan, notes, problems } = await withProgress('nur-keeper scaffold', async (step) => {
    const opened = await openRepository(folder)
    await step('reading the repository')
    const alignment = alignTree(opened, opened.workTree)
    const attrs = alignment.packages.map((aligned) => aligned.package.attr)
    for (const attr of wanted) requireKnown('package', attr, attrs)
    await step('writing modules')
    const { workTree: snapshot, parser, config } = opened
    const templates = templatesInForce(loadTemplates(), config.templates)
    const all = { alignment, snapshot, parser, config, templates, ownLibrary: loadOwnLibrary() }
    const input = wanted.length === 0 ? all : { ...all, packages: wanted }
    const first = planScaffold(input)
    const judged = await judgeScaffold(realNix, config, { ...first, snapshot })
    return {
      repository: opened,
      plan: judged.refused.size === 0 ? first : planScaffold({ ...input, refused: judged.refused }),
      notes: judged.notes,
      problems: planRenderer(templates).problems(),
    }
  })
  if (options.write === true) writeFiles(repository.directory, plan.files)
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...plan, notes }, null, 2)}\n`)
  else {
    if (options.write === true) for (const { path } of plan.files) process.stdout.write(`wrote ${path}\n`)
    else process.stdout.write(printDiff(repository.workTree, plan.files, wantsColor()))
    process.stderr.write(summary(plan) + notes.map((note) => `${note}\n`).join(''))
  }
  for (const { path, line, message, remedy } of problems) {
    process.stderr.write(`${path}:${line}: ${message} ${remedy}\n`)
  }
  return plan.refusals.length + problems.length > 0 ? 1 : 0
}

function summary({ modules, refusals, ownLibrary }: ScaffoldPlan): string {
  const lines: string[] = []
  for (const { attr, option, path, decisions } of modules) {
    lines.push(`${attr}: ${option} in ${path}`)
    for (const decision of decisions) lines.push(`  to decide: ${decision}`)
  }
  for (const refusal of refusals)
    lines.push(`${refusal.package}: no module: ${refusal.reason} ${refusal.remedy}`)
  if (ownLibrary?.type === 'offered')
    lines.push(
      "There is no shared library here: `scaffold.libraries: add` in the config brings the keeper's along.",
    )
  if (lines.length === 0) lines.push('Nothing to scaffold: no service lacks a module.')
  return `${lines.join('\n')}\n`
}
