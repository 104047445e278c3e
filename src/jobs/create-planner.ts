import { align } from '../alignment/align.ts'
import type { Config } from '../config/schema.ts'
import { buildInventory } from '../inventory/build-inventory.ts'
import type { Alignment } from '../model/alignment.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { NixParser } from '../nix/parser.ts'
import { planDocuments } from '../plan/documents/plan-documents.ts'
import { firstReport } from '../plan/message/first-report.ts'
import type { Templates } from '../plan/plan-renderer.ts'
import { planDocumentsPullRequest } from '../plan/pull-request/plan-documents-pull-request.ts'
import { planFollowUp } from '../plan/pull-request/plan-follow-up.ts'
import { planPullRequest } from '../plan/pull-request/plan-pull-request.ts'
import { planScaffold } from '../plan/scaffold/plan-scaffold.ts'
import type { Planner, ScaffoldPlanInput, ScaffoldPlanned } from './planner.ts'

export type PlannerDependencies = { readonly parser: NixParser; readonly templates: Templates }

/** The real core: inventory, alignment and plans of whatever trees it is given. */
export function createPlanner({ parser, templates }: PlannerDependencies): Planner {
  const alignTree = (snapshot: Snapshot, config: Config): Alignment =>
    align(buildInventory({ snapshot, parser, config }), config)
  return {
    planPullRequest: ({ base, head, ...input }) =>
      settled(() =>
        planPullRequest({
          ...input,
          base: alignTree(base, input.config),
          head: alignTree(head, input.config),
          headSnapshot: head,
          parser,
          templates,
        }),
      ),
    planScaffold: (input) =>
      settled(() => scaffold(input, alignTree(input.source, input.config), { parser, templates })),
    planDocuments: ({ snapshot, branch, config }) =>
      settled(() => {
        const alignment = alignTree(snapshot, config)
        const documents = planDocuments({ alignment, snapshot, config, templates })
        const base = { branch, sha: snapshot.commit }
        return planDocumentsPullRequest({ ...documents, base, templates })
      }),
    planFirstReport: ({ snapshot, config, htmlUrl }) =>
      settled(() =>
        firstReport({ alignment: alignTree(snapshot, config), htmlUrl, commit: snapshot.commit, templates }),
      ),
    listPackages: ({ snapshot, config }) =>
      settled(() => alignTree(snapshot, config).packages.map((aligned) => aligned.package.attr)),
  }
}

function scaffold(
  { facts, source, target, targetBranch, packages, draft, config }: ScaffoldPlanInput,
  alignment: Alignment,
  { parser, templates }: PlannerDependencies,
): ScaffoldPlanned {
  const known = new Set(alignment.packages.map((aligned) => aligned.package.attr))
  const wanted = packages?.filter((attr) => known.has(attr))
  const plan = planScaffold({
    alignment,
    snapshot: source,
    base: target,
    parser,
    templates,
    config,
    ...(wanted === undefined ? {} : { packages: wanted }),
  })
  const base = { branch: targetBranch, sha: target.commit }
  return {
    branch: planFollowUp({ facts, scaffold: plan, base, draft, templates }),
    scaffolded: plan.modules.map(({ attr }) => attr),
    unknown: packages?.filter((attr) => !known.has(attr)) ?? [],
    refusals: plan.refusals.map(
      ({ package: attr, reason, remedy }) => `\`${attr.replaceAll('`', "'")}\`: ${reason} ${remedy}`,
    ),
  }
}

/** The core is synchronous; its errors reject the promise. */
async function settled<T>(plan: () => T): Promise<T> {
  return await Promise.resolve().then(plan)
}
