import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../grammar/load.ts'
import { align } from '../../../src/alignment/align.ts'
import { defaultConfig } from '../../../src/config/default-config.ts'
import { buildInventory } from '../../../src/inventory/build-inventory.ts'
import { createMemory, type Memory } from '../../../src/inventory/source/memory.ts'
import type { Alignment } from '../../../src/model/alignment.ts'
import type { NixParser } from '../../../src/nix/parser.ts'
import { goldenFolder } from '../../support/golden.ts'
import { folderSnapshot, memorySnapshot } from '../../support/snapshot.ts'

const parser = await loadNixParser()

/** The files of a repository with organisations, a shared library, packages and modules. */
function sampleFiles(): Map<string, string> {
  const snapshot = folderSnapshot(goldenFolder('organisations-with-library', 'head'))
  return new Map([...snapshot.entries.keys()].map((path) => [path, snapshot.readText(path) ?? '']))
}

function alignFiles(files: ReadonlyMap<string, string>, memory: Memory = createMemory(parser)): Alignment {
  const snapshot = memorySnapshot(Object.fromEntries([...files].sort()))
  return align(buildInventory({ snapshot, parser, memory, config: defaultConfig }), defaultConfig)
}

type Edit = (files: Map<string, string>) => void

/** One change to one file, drawn by numbers that stand for files and places in them. */
const edit: fc.Arbitrary<Edit> = fc
  .record({
    kind: fc.constantFrom('comment', 'insert', 'cut', 'remove', 'copy', 'swap', 'add'),
    file: fc.nat(),
    other: fc.nat(),
    at: fc.nat(),
    piece: fc.constantFrom('\n', ' ', '#', '}', '"', 'x', '# ./knot.nix\n', 'a.b ', './default.nix '),
  })
  .map(({ kind, file, other, at, piece }) => (files) => {
    const paths = [...files.keys()]
    const path = paths[file % paths.length] ?? ''
    const second = paths[other % paths.length] ?? ''
    const text = files.get(path) ?? ''
    const place = at % (text.length + 1)
    if (kind === 'comment') files.set(path, `# ${piece.trim()}\n${text}`)
    else if (kind === 'insert') files.set(path, `${text.slice(0, place)}${piece}${text.slice(place)}`)
    else if (kind === 'cut') files.set(path, `${text.slice(0, place)}${text.slice(place + 1 + (at % 7))}`)
    else if (kind === 'remove' && files.size > 1) files.delete(path)
    else if (kind === 'copy') files.set(second, text)
    else if (kind === 'add') files.set(`${path}.d/default.nix`, text)
    else if (kind === 'swap') {
      files.set(path, files.get(second) ?? '')
      files.set(second, text)
    }
  })

/** How many texts were parsed. */
function countingParser(): NixParser & { readonly count: () => number } {
  let parsed = 0
  return {
    parse: (text) => {
      parsed++
      return parser.parse(text)
    },
    count: () => parsed,
  }
}

describe('createMemory', () => {
  it('changes nothing of what is found, whatever was looked at before', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const memory = createMemory(parser)
        const files = sampleFiles()
        alignFiles(files, memory)
        for (const change of edits) {
          change(files)
          expect(alignFiles(files, memory)).toEqual(alignFiles(files))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('parses only the file that changed', () => {
    const counting = countingParser()
    const memory = createMemory(counting)
    const files = sampleFiles()
    alignFiles(files, memory)
    const before = counting.count()
    alignFiles(files, memory)
    expect(counting.count()).toBe(before)
    files.set('default.nix', `# changed\n${files.get('default.nix') ?? ''}`)
    alignFiles(files, memory)
    expect(counting.count()).toBe(before + 1)
  })

  it('finds a missing file where a file that did not change refers to what is gone', () => {
    const memory = createMemory(parser)
    const files = new Map([
      ['default.nix', '{ pkgs }: { a = import ./a.nix; }\n'],
      ['a.nix', '1\n'],
    ])
    const codes = (): readonly string[] => alignFiles(files, memory).problems.map(({ code }) => code)
    expect(codes()).not.toContain('missing-file-import')
    files.delete('a.nix')
    expect(codes()).toContain('missing-file-import')
  })

  it('forgets what was met longest ago beyond its limit', () => {
    const counting = countingParser()
    const memory = createMemory(counting, 10)
    for (const text of ['"first"', '"second"', '"first"']) memory.parse(text)
    memory.forget()
    expect(counting.count()).toBe(2)
    memory.parse('"first"')
    expect(counting.count()).toBe(2)
    memory.parse('"second"')
    expect(counting.count()).toBe(3)
  })
})
