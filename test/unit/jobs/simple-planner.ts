import type { Planner } from '../../../src/jobs/planner.ts'
import type { BranchPlan } from '../../../src/model/plan.ts'
import type { Snapshot } from '../../../src/model/snapshot.ts'

/**
 * A core small enough to see through: each `pkgs/<name>.nix` is a service, and `modules/<name>.nix` its module; the
 * document lists the packages. Jobs are tested with it, apart from what the real core knows.
 */
export function simplePlanner(): Planner & { close(): Promise<void> } {
  return {
    planPullRequest: ({ facts, base, head, target, config, configProblems, notes }) => {
      const missing = missingModules(head).filter((name) => !packagesOf(base).includes(name))
      const branch =
        config.pullRequests.followUps && !facts.draft
          ? followUp(facts.number, target, facts.baseBranch, missing, true)
          : null
      const line = `${facts.headSha.slice(0, 7)}: ${missing.length === 0 ? 'nothing' : missing.join(', ')}`
      return Promise.resolve({
        checkRun: {
          name: 'nur-keeper',
          headSha: facts.headSha,
          conclusion: missing.length + configProblems.length > 0 ? 'failure' : 'success',
          title: line,
          summary: [line, ...notes].join('\n'),
          annotations: [
            ...configProblems,
            ...missing.map((name) => ({
              code: 'missing-module',
              severity: 'error' as const,
              path: `pkgs/${name}.nix`,
              line: 1,
              column: 1,
              message: `${name} has no module.`,
              remedy: 'Write one.',
              subject: name,
            })),
          ],
        },
        comment: {
          pullRequest: facts.number,
          body:
            missing.length === 0
              ? null
              : `Missing: ${missing.join(', ')} (follow-up ${facts.followUpNumber ?? 'none'})`,
          settledBody: 'Settled.',
        },
        followUp: branch,
        documents: null,
        notes,
        scaffolded: branch === null ? [] : missing,
        modules: [],
      })
    },
    planScaffold: ({ facts, source, target, targetBranch, packages, draft }) => {
      const wanted = packages ?? missingModules(source)
      const unknown = wanted.filter((name) => !packagesOf(source).includes(name))
      const scaffolded = wanted.filter((name) => missingModules(source).includes(name))
      const branch = followUp(facts.number, target, targetBranch, scaffolded, draft)
      return Promise.resolve({ branch, scaffolded, modules: [], unknown, refusals: [] })
    },
    planDocuments: ({ snapshot, branch }) => {
      const content = `# Packages\n\n${packagesOf(snapshot)
        .map((name) => `- ${name}\n`)
        .join('')}`
      if (snapshot.readText('docs/packages.md') === content)
        return Promise.resolve({ branch: null, handEdits: [], problems: [] })
      return Promise.resolve({
        handEdits: [],
        problems: [],
        branch: {
          branch: 'nur-keeper/documents',
          base: branch,
          baseSha: snapshot.commit,
          files: [{ path: 'docs/packages.md', content }],
          commitMessage: 'Regenerate the documents\n',
          title: 'Bring the documents up to date',
          body: 'The documents.\n',
          draft: false,
          labels: [],
        },
      })
    },
    planFirstReport: ({ snapshot }) =>
      Promise.resolve({ title: 'First report', body: `Missing: ${missingModules(snapshot).join(', ')}` }),
    listPackages: ({ snapshot }) => Promise.resolve(packagesOf(snapshot)),
    close: () => Promise.resolve(),
  }
}

function packagesOf(snapshot: Snapshot): readonly string[] {
  return namesIn(snapshot, 'pkgs')
}

function missingModules(snapshot: Snapshot): readonly string[] {
  const modules = namesIn(snapshot, 'modules')
  return packagesOf(snapshot).filter((name) => !modules.includes(name))
}

function namesIn(snapshot: Snapshot, folder: string): readonly string[] {
  return [...snapshot.entries.keys()].flatMap(
    (path) => new RegExp(`^${folder}/(.+)\\.nix$`).exec(path)?.[1] ?? [],
  )
}

function followUp(
  number: number,
  target: Snapshot,
  base: string,
  names: readonly string[],
  draft: boolean,
): BranchPlan | null {
  const files = names
    .filter((name) => !target.entries.has(`modules/${name}.nix`))
    .map((name) => ({ path: `modules/${name}.nix`, content: `# module of ${name}\n{ }\n` }))
  if (files.length === 0) return null
  return {
    branch: `nur-keeper/scaffold/${number}`,
    base,
    baseSha: target.commit,
    files,
    commitMessage: `Add modules: ${names.join(', ')}\n`,
    title: `Add modules: ${names.join(', ')}`,
    body: `Depends on #${number}\n`,
    draft,
    labels: [],
  }
}
