import type { Config } from '../../config/schema.ts'
import type { Alignment } from '../../model/alignment.ts'
import type { FileChange } from '../../model/plan.ts'
import type { Problem } from '../../model/problem.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { beginMarker, parseManagedBlocks } from '../../render/managed-blocks/parse-managed-blocks.ts'
import { replaceManagedBlocks, wrapManagedBlock } from '../../render/managed-blocks/replace-managed-blocks.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import type { ChangedClaim, HandEdit } from '../pull-request/plan-documents-pull-request.ts'
import { byCodeUnit } from '../text/words.ts'
import { adoptDocument, printSection } from './adopt-document.ts'
import { alignmentData, badgeData } from './alignment-data.ts'
import {
  continueHistory,
  historyPaths,
  printHistory,
  type HistoryPoint,
  type PastData,
} from './alignment-history.ts'
import { mapPath } from './architecture/module-map.ts'
import { drawHistory } from './pictures/draw-history.ts'
import { drawModuleMap } from './pictures/draw-module-map.ts'
import { changedClaims } from './changed-claims.ts'
import { findHandEdits, sealBody } from './block-seal.ts'
import { documentView, type DocumentView } from './document-view.ts'
import { optionsPages } from './options-reference.ts'
import { alignmentOutline, architectureOutline, type DocumentOutline } from './sections.ts'

export type DocumentsInput = {
  readonly alignment: Alignment
  /** The tree that is described, with the documents as they stand. */
  readonly snapshot: Snapshot
  readonly config: Config
  readonly templates: Templates
  /** Versions of the alignment's data in git, where they are at hand: what its history begins with. */
  readonly past?: readonly PastData[]
}

export type DocumentsPlan = {
  /** Documents that differ from what is there, finished, sorted by path. */
  readonly files: readonly FileChange[]
  /** What could not be written as it was meant: broken markers, templates of the repository's own. */
  readonly problems: readonly Problem[]
  /** What an adopted document claimed and the tree contradicts. */
  readonly changedClaims: readonly ChangedClaim[]
  /** Text that people wrote between the keeper's markers. */
  readonly handEdits: readonly HandEdit[]
}

/**
 * Plans the documents: computed sections in managed blocks, everything else as people wrote it. The same tree
 * gives the same bytes; where only the date would change, nothing does.
 */
export function planDocuments(given: DocumentsInput): DocumentsPlan {
  const { alignment, snapshot, config } = given
  const input = { ...given, history: historyOf(given) }
  const { architecture, alignment: packages, data, options } = config.documents
  const view = documentView(alignment, config, { path: options ?? '', date: null, history: input.history })
  const pages = options === null ? [] : optionsPages(options, view)
  const written = [
    writeDocument(architecture, architectureOutline, input),
    writeDocument(packages, alignmentOutline, input),
    ...pages.map(({ path, outline }) => writeDocument(path, outline, input)),
  ]
  const files = written.flatMap(({ change }) => (change === null ? [] : [change]))
  const dataFiles = [
    [data, alignmentData(alignment, config)],
    [badgePath(data), badgeData(alignment)],
    ...pictures(view),
  ] as const
  for (const [path, content] of dataFiles) {
    if (snapshot.readText(path) !== content) files.push({ path, content })
  }
  if (options !== null) files.push(...removedPages(options, new Set(pages.map(({ path }) => path)), snapshot))
  return {
    files: files.sort((a, b) => byCodeUnit(a.path, b.path)),
    problems: [...written.flatMap(({ problems }) => problems), ...planRenderer(input.templates).problems()],
    changedClaims: written.flatMap(({ claims }) => claims),
    handEdits: written.flatMap(({ handEdits }) => handEdits),
  }
}

/** A document that is there but is no text, or too long: it is never taken for one that is missing. */
function unreadable(path: string): Written {
  const problem = {
    code: 'unreadable-document',
    severity: 'error',
    path,
    line: 1,
    column: 1,
    message: 'The document is not text, or longer than 4 MB.',
    remedy: 'Shorten it, or name another path in the config.',
    subject: path,
  } as const
  return { change: null, problems: [problem], claims: [], handEdits: [] }
}

function historyOf({ snapshot, config, past, alignment }: DocumentsInput): readonly HistoryPoint[] {
  const committed = snapshot.readText(historyPaths(config).data)
  return continueHistory(committed, past ?? [], alignment.summary, dateOf(snapshot))
}

/** The pictures, and the data that only a picture is made of. */
function pictures(view: DocumentView): readonly (readonly [path: string, content: string])[] {
  const map = drawModuleMap(view)
  const [first, ...rest] = view.history
  const { data, picture } = historyPaths(view.config)
  return [
    ...(map === null ? [] : [[mapPath(view.config), map] as const]),
    ...(first === undefined
      ? []
      : [[data, printHistory(view.history)] as const, [picture, drawHistory([first, ...rest])] as const]),
  ]
}

/** The badge's data lies beside the alignment's. */
function badgePath(data: string): string {
  return data.replace(/[^/]*$/, 'badge.json')
}

/** Pages of the keeper's about folders that are gone. */
function removedPages(
  folder: string,
  current: ReadonlySet<string>,
  snapshot: Snapshot,
): readonly FileChange[] {
  return [...snapshot.entries.keys()]
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.md') && !current.has(path))
    .filter((path) => (snapshot.readText(path) ?? '').includes(beginMarker('options')))
    .map((path) => ({ path, content: null }))
}

/** {@link DocumentsInput} with what was computed from all of it. */
type DocumentInput = DocumentsInput & { readonly history: readonly HistoryPoint[] }

type Written = {
  readonly change: FileChange | null
  readonly problems: readonly Problem[]
  readonly claims: readonly ChangedClaim[]
  readonly handEdits: readonly HandEdit[]
}

function writeDocument(path: string, outline: DocumentOutline, input: DocumentInput): Written {
  const existing = input.snapshot.readText(path)
  if (existing === null && input.snapshot.entries.has(path)) return unreadable(path)
  const dated = write(path, outline, existing, dateOf(input.snapshot), input)
  if (dated.text === null || existing === null) return finish(path, existing, dated, input)
  // A tree that differs in nothing but its date is described already: else each merge would ask for the next one.
  const standing = /, as of (\d{4}-\d{2}-\d{2})\./.exec(existing)?.[1] ?? null
  const kept = write(path, outline, existing, standing, input)
  return finish(path, existing, kept.text === existing ? kept : dated, input)
}

type Draft = {
  readonly text: string | null
  readonly problems: readonly Problem[]
  /** Lines of the old text that are gone; null where it had markers. */
  readonly replaced: readonly { readonly from: number; readonly to: number }[]
  readonly handEdits: readonly HandEdit[]
}

function write(
  path: string,
  outline: DocumentOutline,
  existing: string | null,
  date: string | null,
  { alignment, config, templates, history }: DocumentInput,
): Draft {
  const view = documentView(alignment, config, { path, date, history })
  const bodies = new Map(
    outline.sections.map((section) => {
      const text = planRenderer(templates).render(
        `documents/${section.block}.md`,
        section.context(view),
        findBodyFault,
      )
      return [section.block, sealBody(text)] as const
    }),
  )
  if (existing === null || existing.trim() === '') {
    const sections = outline.sections.map((section) => printSection(section, bodies))
    return { text: sections.join('\n'), problems: [], replaced: [], handEdits: [] }
  }
  const parsed = parseManagedBlocks(existing, path)
  if (!parsed.ok) return { text: null, problems: parsed.problems, replaced: [], handEdits: [] }
  if (parsed.blocks.length === 0) {
    const adopted = adoptDocument(existing, outline, bodies)
    return { text: adopted.text, problems: [], replaced: adopted.replaced, handEdits: [] }
  }
  const replaced = replaceManagedBlocks(existing, path, bodies)
  return {
    text: replaced.ok ? replaced.text : null,
    problems: replaced.ok ? [] : replaced.problems,
    replaced: [],
    handEdits: findHandEdits(path, parsed.blocks, bodies),
  }
}

/** Why a text cannot stand between markers: it holds some, or what it leaves open would swallow the end. */
function findBodyFault(text: string): string | null {
  const parsed = parseManagedBlocks(wrapManagedBlock('body', sealBody(text)), 'body.md')
  return parsed.ok && parsed.blocks.length === 1
    ? null
    : 'it holds a marker, or leaves a comment or a code block open'
}

function finish(path: string, existing: string | null, draft: Draft, { alignment }: DocumentsInput): Written {
  const changed = draft.text !== null && draft.text !== existing
  return {
    change: changed ? { path, content: draft.text } : null,
    problems: draft.problems,
    claims: changed ? changedClaims(path, draft.replaced, alignment) : [],
    handEdits: changed ? draft.handEdits : [],
  }
}

function dateOf({ committedAt }: Snapshot): string | null {
  return committedAt === null ? null : committedAt.slice(0, 10)
}
