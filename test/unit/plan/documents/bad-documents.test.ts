import { describe, expect, it } from '@jest/globals'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import { planDocuments, type DocumentsPlan } from '../../../../src/plan/documents/plan-documents.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { alignedOf, alignmentOf, moduleOf, packageOf } from '../sample.ts'

const templates = loadTemplates()
const path = defaultConfig.documents.architecture
const alignment = alignmentOf([alignedOf(packageOf('knot'))], {
  modules: [moduleOf('modules/tangled/knot.nix', 'services.tangled.knot')],
})

function plan(text: string | null): DocumentsPlan {
  const snapshot = memorySnapshot(text === null ? {} : { [path]: text })
  return planDocuments({ alignment, snapshot, config: defaultConfig, templates })
}

function written(text: string | null): string | null {
  return plan(text).files.find((file) => file.path === path)?.content ?? null
}

const fresh = written(null) ?? ''
/** As the keeper wrote it, but for one block that is out of date. */
const stale = fresh.replace(/Every number here is computed from the tree/, 'An old sentence')

describe('a document that is there already', () => {
  it.each<[string, (text: string) => string]>([
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['front matter', (text) => `---\ntitle: "<!-- nur-keeper:begin conclusion -->"\n---\n\n${text}`],
    [
      'a byte order mark, front matter and CRLF',
      (text) => `\uFEFF---\nx: y\n---\n${text}`.replaceAll('\n', '\r\n'),
    ],
    [
      'markers in code fences',
      (text) =>
        `${text}\n## About\n\n\`\`\`md\n<!-- nur-keeper:begin conclusion -->\n\`\`\`\n\n~~~~\n<!-- nur-keeper:end conclusion -->\n~~~~\n\n    <!-- nur-keeper:begin x -->\n\nand \`<!-- nur-keeper:end x -->\`\n`,
    ],
    ['no line end at its end', (text) => text.trimEnd()],
  ])('keeps %s', (_what, change) => {
    const planned = plan(change(stale))
    expect(planned.problems).toEqual([])
    expect(planned.files.find((file) => file.path === path)?.content).toBe(change(fresh))
    expect(written(change(fresh))).toBeNull()
  })

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a begin without its end',
      (text) => text.replace('<!-- nur-keeper:end executive-summary -->\n', ''),
      /"executive-summary" has no end marker before "directory-structure" begins/,
    ],
    [
      'an end without its begin',
      (text) => text.replace('<!-- nur-keeper:begin executive-summary -->\n', ''),
      /end of the block "executive-summary" has no begin marker/,
    ],
    [
      'a block in a block',
      (text) =>
        text.replace(
          'An old sentence',
          '<!-- nur-keeper:begin conclusion -->\n\n<!-- nur-keeper:end conclusion -->\n\nAn old sentence',
        ),
      /"executive-summary" has no end marker before "conclusion" begins/,
    ],
    [
      'begin and end the wrong way round',
      (text) =>
        text
          .replace('nur-keeper:begin conclusion', 'nur-keeper:middle')
          .replace('nur-keeper:end conclusion', 'nur-keeper:begin conclusion')
          .replace('nur-keeper:middle', 'nur-keeper:end conclusion'),
      /end of the block "conclusion" has no begin marker/,
    ],
    [
      'a block twice',
      (text) => `${text}\n<!-- nur-keeper:begin conclusion -->\n\n<!-- nur-keeper:end conclusion -->\n`,
      /"conclusion" is there twice/,
    ],
    [
      'a marker in a list',
      (text) =>
        text.replace('<!-- nur-keeper:begin conclusion -->', '- <!-- nur-keeper:begin conclusion -->'),
      /A marker is not written as the keeper writes it/,
    ],
    [
      'a misspelt marker',
      (text) =>
        text.replace('<!-- nur-keeper:begin conclusion -->', '<!-- nur-keeper:begin  Conclusion! -->'),
      /not written as the keeper writes it/,
    ],
  ])('with %s is left as it is, with file and line', (_what, change, message) => {
    const text = change(stale)
    const { problems, files } = plan(text)
    expect(files.map((file) => file.path)).not.toContain(path)
    const [first] = problems
    expect(first).toMatchObject({ code: 'broken-markers', severity: 'error', path })
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message)
    expect(text.split(/\r\n?|\n/)[(first?.line ?? 0) - 1]).toContain('nur-keeper:')
  })

  const prose = 'Words about *things*, `code` and [links](https://example.com) | in a line.\n\n'
  it('with 2 MB of prose is brought up to date', () => {
    const filler = `\n## History\n\n${prose.repeat(26_000)}`
    expect(written(stale + filler)).toBe(fresh + filler)
  })

  it.each([
    ['HTML without end', '<b>x\n'],
    ['quotes in quotes', '> '],
  ])('with 2 MB of %s is refused at once', (_what, part) => {
    const { problems, files } = plan(stale + part.repeat(1_000_000))
    expect(problems).toMatchObject([{ code: 'unreadable-document', path }])
    expect(files.map((file) => file.path)).not.toContain(path)
  })
})
