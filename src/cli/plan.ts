import { git, GitError } from '../checkout/git.ts'
import { loadOwnLibrary } from '../checkout/load-own-library.ts'
import { loadTemplates } from '../checkout/load-templates.ts'
import { withOwnTemplates } from '../config/own-templates.ts'
import { parseConfig } from '../config/parse-config.ts'
import { configPath, defaultConfig } from '../config/default-config.ts'
import type { Plan } from '../model/plan.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { templatesInForce } from '../plan/plan-renderer.ts'
import { judgeScaffold } from '../jobs/judge-scaffold.ts'
import type { RealNix } from '../model/real-nix.ts'
import {
  planPullRequest,
  type PullRequestInput,
  type PullRequestPlan,
} from '../plan/pull-request/plan-pull-request.ts'
import { hostNix } from './host-nix.ts'
import { alignTree } from './align-tree.ts'
import { openRepository, readRevision } from './open-repository.ts'
import { printDiff } from './print-diff.ts'
import { withProgress } from './progress.ts'
import { wantsColor } from './terminal.ts'

export type PlanOptions = { readonly base: string; readonly head?: string; readonly json?: boolean }

/**
 * `nur-keeper plan`: prints what the App would do for a pull request from `head` into `base`. As in the App, the
 * config in force is that of the base. @returns 0, or 1 where the check run would fail
 */
export async function runPlan(directory: string, options: PlanOptions): Promise<number> {
  const realNix = hostNix()
  const { plan, base } = await withProgress('nur-keeper plan', async (step) => {
    const opened = await openRepository(directory)
    await step('reading both sides')
    const before = readRevision(opened, options.base)
    const after = readRevision(opened, options.head ?? null)
    const inForce = parseConfig(before.readText(configPath))
    const proposed = parseConfig(after.readText(configPath))
    const touched = before.readText(configPath) !== after.readText(configPath)
    const repository = {
      ...opened,
      config: withOwnTemplates(inForce.ok ? inForce.config : defaultConfig, before),
    }
    await step('planning')
    const input: PullRequestInput = {
      facts: factsOf(repository.directory, options, before, after),
      base: alignTree(repository, before),
      head: alignTree(repository, after),
      headSnapshot: after,
      target: before,
      config: repository.config,
      configProblems: touched && !proposed.ok ? proposed.problems : [],
      notes: [],
      parser: repository.parser,
      templates: templatesInForce(loadTemplates(), repository.config.templates),
      ownLibrary: loadOwnLibrary(),
    }
    return { plan: await planAndJudge(input, realNix), base: before }
  })
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ schemaVersion: 1, ...plan }, null, 2)}\n`
      : printPlan(plan, base),
  )
  return plan.checkRun?.conclusion === 'failure' ? 1 : 0
}

/** As in the App: what real Nix refuses, where it is asked, is planned anew without. */
async function planAndJudge(input: PullRequestInput, realNix: RealNix | null): Promise<PullRequestPlan> {
  const plan = planPullRequest(input)
  if (plan.followUp === null) return plan
  const { files } = plan.followUp
  const scaffold = { snapshot: input.target, files, modules: plan.modules }
  const { refused, notes } = await judgeScaffold(realNix, input.config, scaffold)
  return refused.size === 0 && notes.length === 0
    ? plan
    : planPullRequest({ ...input, refused, notes: [...input.notes, ...notes] })
}

function factsOf(directory: string, options: PlanOptions, base: Snapshot, head: Snapshot) {
  const htmlUrl = pageOf(directory)
  return {
    number: 0,
    htmlUrl,
    headHtmlUrl: htmlUrl,
    author: 'you',
    title: 'this change',
    draft: false,
    baseBranch: options.base,
    baseSha: base.commit,
    headSha: head.commit === 'worktree' ? 'HEAD' : head.commit,
    followUpNumber: null,
  }
}

/** The page of the repository on GitHub, from its remote; without one, links lead to a place that says so. */
function pageOf(directory: string): string {
  const unknown = 'https://github.com/OWNER/REPOSITORY'
  try {
    const remote = git(directory, ['remote', 'get-url', 'origin']).toString('utf8').trim()
    const found = /github\.com[:/]([^/\s]+)\/([^/\s]+?)(?:\.git)?$/.exec(remote)
    return found === null ? unknown : `https://github.com/${found[1] ?? ''}/${found[2] ?? ''}`
  } catch (error) {
    if (error instanceof GitError) return unknown
    throw error
  }
}

/** The plan for people: each write with its finished text. */
function printPlan(plan: Plan, base: Snapshot): string {
  const parts: string[] = []
  const { checkRun, comment, followUp, notes } = plan
  if (checkRun !== null) {
    parts.push(heading(`check run: ${checkRun.conclusion}: ${checkRun.title}`), checkRun.summary)
    for (const { path, line, severity, message } of checkRun.annotations)
      parts.push(`  ${path}:${line}: ${severity}: ${message}`)
  }
  parts.push(
    comment === null || comment.body === null
      ? heading('comment: none')
      : `${heading('comment')}\n${comment.body}`,
  )
  if (followUp === null) parts.push(heading('follow-up: none'))
  else {
    parts.push(
      heading(`follow-up: ${followUp.title}`),
      `branch ${followUp.branch}, onto ${followUp.base}${followUp.draft ? ', as a draft' : ''}\n`,
      followUp.body,
      printDiff(base, followUp.files, wantsColor()),
    )
  }
  if (notes.length > 0) parts.push(heading('notes'), ...notes.map((note) => `- ${note}`))
  return `${parts.join('\n').trimEnd()}\n`
}

function heading(text: string): string {
  return `\n== ${text}`
}
