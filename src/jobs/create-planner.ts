import { align } from '../alignment/align.ts'
import type { Config } from '../config/schema.ts'
import { buildInventory } from '../inventory/build-inventory.ts'
import { createMemory } from '../inventory/source/memory.ts'
import type { Alignment } from '../model/alignment.ts'
import type { OwnLibrary } from '../model/own-library.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { NixParser } from '../nix/parser.ts'
import { planDocuments } from '../plan/documents/plan-documents.ts'
import { firstReport } from '../plan/message/first-report.ts'
import { templatesInForce, type Templates } from '../plan/plan-renderer.ts'
import { planDocumentsPullRequest } from '../plan/pull-request/plan-documents-pull-request.ts'
import { planFollowUp } from '../plan/pull-request/plan-follow-up.ts'
import { planPullRequest } from '../plan/pull-request/plan-pull-request.ts'
import { planScaffold } from '../plan/scaffold/plan-scaffold.ts'
import { holdsNothing } from './holds-nothing.ts'
import type {
  DocumentsPlanInput,
  DocumentsPlanned,
  Planner,
  PullRequestPlanInput,
  ReportPlanInput,
  ScaffoldPlanInput,
  ScaffoldPlanned,
} from './planner.ts'

/** How many trees the planner remembers: the default branch is looked at again and again. */
const remembered = 6

export type Core = {
  readonly parser: NixParser
  readonly templates: Templates
  readonly ownLibrary: OwnLibrary
}

/** The core behind the port: reads trees, aligns them, and plans. Nothing here waits for anything. */
export function createPlanner({ parser, templates: builtIn, ownLibrary }: Core): Planner {
  const memory = createMemory(parser)
  const alignTree = rememberLast((snapshot, config) =>
    align(buildInventory({ snapshot, parser, memory, config }), config),
  )
  const core = ({ config }: { readonly config: Config }): AligningCore => ({
    parser,
    ownLibrary,
    templates: templatesInForce(builtIn, config.templates),
    alignTree,
  })
  return {
    planPullRequest: (input) => soon(() => planChange(core(input), input)),
    planScaffold: (input) => soon(() => planModules(core(input), input)),
    planDocuments: (input) => soon(() => planAllDocuments(core(input), input)),
    planFirstReport: (input) => soon(() => planReport(core(input), input)),
    listPackages: ({ snapshot, config }) =>
      soon(() => alignTree(snapshot, config).packages.map((aligned) => aligned.package.attr)),
  }
}

type AlignTree = (snapshot: Snapshot, config: Config) => Alignment
type AligningCore = Core & { readonly alignTree: AlignTree }

/** What a port promises comes later, a fault of it too. */
async function soon<T>(work: () => T): Promise<T> {
  return await Promise.resolve().then(work)
}

/** A commit under a config never changes. */
function rememberLast(alignTree: AlignTree): AlignTree {
  const known = new Map<string, Alignment>()
  return (snapshot, config) => {
    const key = `${snapshot.commit}\n${JSON.stringify({ ...config, templates: undefined })}`
    const alignment = known.get(key) ?? alignTree(snapshot, config)
    known.delete(key)
    known.set(key, alignment)
    const [oldest] = known.keys()
    if (known.size > remembered && oldest !== undefined) known.delete(oldest)
    return alignment
  }
}

function planChange(
  { parser, templates, ownLibrary, alignTree }: AligningCore,
  { base, head, config, ...input }: PullRequestPlanInput,
): ReturnType<typeof planPullRequest> {
  const [before, after] = [alignTree(base, config), alignTree(head, config)]
  if (holdsNothing(before, base) && holdsNothing(after, head)) return nothingToSay
  return planPullRequest({
    ...input,
    base: before,
    head: after,
    headSnapshot: head,
    config,
    parser,
    templates,
    ownLibrary,
  })
}

const nothingToSay: ReturnType<typeof planPullRequest> = {
  checkRun: null,
  comment: null,
  followUp: null,
  documents: null,
  notes: [],
  scaffolded: [],
  modules: [],
}

function planModules(
  { parser, templates, ownLibrary, alignTree }: AligningCore,
  { facts, source, target, targetBranch, packages, draft, config, refused }: ScaffoldPlanInput,
): ScaffoldPlanned {
  const alignment = alignTree(source, config)
  const attrs = new Set(alignment.packages.map((aligned) => aligned.package.attr))
  const unknown = packages?.filter((name) => !attrs.has(name)) ?? []
  const wanted = packages?.filter((name) => attrs.has(name))
  const scaffold = planScaffold({
    alignment,
    snapshot: source,
    base: target,
    parser,
    templates,
    config,
    ownLibrary,
    ...(wanted === undefined ? {} : { packages: wanted }),
    ...(refused === undefined ? {} : { refused }),
  })
  const base = { branch: targetBranch, sha: target.commit }
  return {
    branch: planFollowUp({ facts, scaffold, base, draft, templates }),
    scaffolded: scaffold.modules.map(({ attr }) => attr),
    modules: scaffold.modules,
    unknown,
    refusals: scaffold.refusals.map(
      (refusal) =>
        `\`${refusal.package.replaceAll('`', '')}\` gets none. ${refusal.reason} ${refusal.remedy}`,
    ),
  }
}

function planAllDocuments(
  { templates, alignTree }: AligningCore,
  { snapshot, branch, config }: DocumentsPlanInput,
): DocumentsPlanned {
  const alignment = alignTree(snapshot, config)
  const isBegun = snapshot.entries.has(config.documents.alignment)
  if (holdsNothing(alignment, snapshot) && !isBegun) return { branch: null, handEdits: [], problems: [] }
  const { files, changedClaims, handEdits, problems } = planDocuments({
    alignment,
    snapshot,
    config,
    templates,
  })
  const base = { branch, sha: snapshot.commit }
  return {
    branch: planDocumentsPullRequest({ files, changedClaims, handEdits, problems, base, templates }),
    handEdits,
    problems,
  }
}

function planReport(
  { templates, alignTree }: AligningCore,
  { snapshot, config, htmlUrl }: ReportPlanInput,
): ReturnType<typeof firstReport> | null {
  const alignment = alignTree(snapshot, config)
  if (holdsNothing(alignment, snapshot)) return null
  return firstReport({ alignment, htmlUrl, commit: snapshot.commit, config, templates })
}
