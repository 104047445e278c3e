import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../grammar/load.ts'
import { align } from '../../src/alignment/align.ts'
import { toReport } from '../../src/alignment/report/to-report.ts'
import { loadOwnLibrary } from '../../src/checkout/load-own-library.ts'
import { loadTemplates } from '../../src/checkout/load-templates.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { configPath, defaultConfig } from '../../src/config/default-config.ts'
import type { Config } from '../../src/config/schema.ts'
import { buildInventory } from '../../src/inventory/build-inventory.ts'
import type { Alignment } from '../../src/model/alignment.ts'
import type { FileChange } from '../../src/model/plan.ts'
import type { Snapshot } from '../../src/model/snapshot.ts'
import type { NixParser } from '../../src/nix/parser.ts'
import { planDocuments } from '../../src/plan/documents/plan-documents.ts'
import { planPullRequest } from '../../src/plan/pull-request/plan-pull-request.ts'
import { planScaffold } from '../../src/plan/scaffold/plan-scaffold.ts'
import { goldenCases, goldenFolder, readExpected, updates, writeExpected } from '../support/golden.ts'
import { folderSnapshot, memorySnapshot } from '../support/snapshot.ts'

const templates = loadTemplates()
const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0
if (!hasNix)
  console.warn('SKIPPED: nix-instantiate is not installed, so generated files are not parsed by Nix')

let parser: NixParser
beforeAll(async () => {
  parser = await loadNixParser()
})

function aligned(snapshot: Snapshot, config: Config): Alignment {
  return align(buildInventory({ snapshot, parser, config }), config)
}

/** The config in force, and the faults of the one proposed: as the App sees them. */
function configsOf(base: Snapshot, head: Snapshot) {
  const inForce = parseConfig(base.readText(configPath))
  const proposed = parseConfig(head.readText(configPath))
  return {
    config: inForce.ok ? inForce.config : defaultConfig,
    configProblems: proposed.ok ? [] : proposed.problems,
  }
}

function planCase(base: Snapshot, head: Snapshot) {
  const { config, configProblems } = configsOf(base, head)
  const page = 'https://github.com/example/nur'
  const headAlignment = aligned(head, config)
  const plan = planPullRequest({
    facts: {
      number: 7,
      htmlUrl: page,
      headHtmlUrl: page,
      author: 'contributor',
      title: 'Add packages',
      draft: false,
      baseBranch: 'main',
      baseSha: 'b'.repeat(40),
      headSha: 'a'.repeat(40),
      followUpNumber: 8,
    },
    base: aligned(base, config),
    head: headAlignment,
    headSnapshot: head,
    target: base,
    config,
    configProblems,
    notes: [],
    parser,
    templates,
    ownLibrary: loadOwnLibrary(),
  })
  const documents = planDocuments({ alignment: headAlignment, snapshot: head, config, templates })
  return { config, headAlignment, plan, documents }
}

/** Everything that the keeper says and does about a case, as files. */
function outcome(base: Snapshot, head: Snapshot): ReadonlyMap<string, string> {
  const { headAlignment, plan, documents } = planCase(base, head)
  const { checkRun, comment, followUp, notes } = plan
  const files = new Map<string, string>()
  files.set('check.json', `${JSON.stringify(toReport(headAlignment), null, 2)}\n`)
  if (checkRun !== null) {
    const annotations = checkRun.annotations.map(
      (a) => `- ${a.path}:${a.line}: ${a.severity}: ${a.message} ${a.remedy} [${a.code}]\n`,
    )
    files.set(
      'check-run.md',
      `${checkRun.conclusion}: ${checkRun.title}\n\n${checkRun.summary}\n${annotations.join('')}`,
    )
  }
  if (comment !== null && comment.body !== null) files.set('comment.md', comment.body)
  if (followUp !== null) {
    files.set('follow-up.md', `${followUp.title}\n${followUp.branch}\n\n${followUp.body}`)
    for (const { path, content } of followUp.files) files.set(`follow-up/${path}`, content ?? '')
  }
  for (const { path, content } of documents.files) files.set(`documents/${path}`, content ?? '')
  if (notes.length > 0) files.set('notes.txt', notes.map((note) => `${note}\n`).join(''))
  return files
}

function withChanges(snapshot: Snapshot, changes: readonly FileChange[]): Snapshot {
  const files: Record<string, string> = {}
  for (const path of snapshot.entries.keys()) files[path] = snapshot.readText(path) ?? ''
  for (const { path, content } of changes) files[path] = content ?? ''
  return memorySnapshot(files)
}

describe.each(goldenCases())('golden: %s', (name) => {
  const base = folderSnapshot(goldenFolder(name, 'base'))
  const head = folderSnapshot(goldenFolder(name, 'head'))

  it('says and does what is expected (mend with: npm run test:update)', () => {
    const actual = outcome(base, head)
    if (updates) writeExpected(name, actual)
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(readExpected(name)))
  })

  it('gives the same bytes again, and nothing more to do after its own writes', () => {
    expect([...outcome(base, head)]).toEqual([...outcome(base, head)])
    const { plan, config, documents } = planCase(base, head)
    if (plan.followUp !== null) {
      const merged = withChanges(
        head,
        plan.followUp.files.filter(({ path }) => path.endsWith('.nix')),
      )
      const rest = planScaffold({
        alignment: aligned(merged, config),
        snapshot: merged,
        parser,
        templates,
        config,
        packages: plan.scaffolded,
      })
      expect(rest.files).toEqual([])
    }
    const documented = withChanges(head, documents.files)
    const again = planDocuments({
      alignment: aligned(documented, config),
      snapshot: documented,
      config,
      templates,
    })
    expect(again.files).toEqual([])
  })

  const itWithNix = hasNix ? it : it.skip
  itWithNix('writes only Nix that Nix can parse', () => {
    for (const { path, content } of planCase(base, head).plan.followUp?.files ?? []) {
      if (!path.endsWith('.nix')) continue
      const { status, stderr } = spawnSync('nix-instantiate', ['--parse', '-'], {
        input: content ?? '',
        encoding: 'utf8',
      })
      expect({ path, status, stderr }).toEqual({ path, status: 0, stderr: '' })
    }
  })
})
