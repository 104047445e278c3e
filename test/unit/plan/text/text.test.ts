import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cutBody } from '../../../../src/plan/text/cut-body.ts'
import { parseHiddenMarker, printHiddenMarker } from '../../../../src/plan/text/hidden-marker.ts'
import { branchPullRequestsLink, lineLink } from '../../../../src/plan/text/links.ts'
import { slug } from '../../../../src/plan/text/slug.ts'
import { count, enumerate } from '../../../../src/plan/text/words.ts'

describe('hidden markers', () => {
  it('come back as they went in, whatever is around them', () => {
    const fact = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom('-->', '--', '<!--'),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fact), fc.string(), (facts, text) => {
        fc.pre(!text.includes('<!--'))
        const marker = { kind: 'comment', facts: { ...facts } }
        const printed = printHiddenMarker(marker)
        expect(parseHiddenMarker(`${text}${printed}${text}`)).toEqual(marker)
        expect(printed.slice(4, -3)).not.toMatch(/--|>/)
      }),
    )
  })

  it('are not read from other text', () => {
    expect(parseHiddenMarker('<!-- nur-keeper:comment {broken} -->')).toBeNull()
    expect(parseHiddenMarker('<!-- nur-keeper:comment {"a":[1]} -->')).toBeNull()
    expect(parseHiddenMarker('nothing here')).toBeNull()
  })
})

describe('cutBody', () => {
  it('keeps what fits', () => {
    expect(cutBody('short', 'the rest')).toBe('short')
  })

  it('cuts at a line, closes what is open, and says where the rest is', () => {
    const cut = cutBody(`<details>\n\n\`\`\`nix\n${'line\n'.repeat(40)}`, 'The rest is elsewhere.', 150)
    expect(cut.length).toBeLessThanOrEqual(150)
    expect(cut).toMatch(/line\n```\n<\/details>\n\n…\n\nThe rest is elsewhere\.\n$/)
  })

  it('never exceeds the limit', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 200, maxLength: 2000, unit: 'binary' }), (body) => {
        expect(cutBody(body, 'rest', 200).length).toBeLessThanOrEqual(200)
      }),
    )
  })
})

describe('links', () => {
  it('lead to the line of a file', () => {
    const base = { htmlUrl: 'https://github.com/o/r', commit: 'abc' }
    expect(lineLink(base, 'a b/#x.nix', 12)).toBe('https://github.com/o/r/blob/abc/a%20b/%23x.nix#L12')
    expect(lineLink(base, 'docs/A.md', 2, 4)).toBe('https://github.com/o/r/blob/abc/docs/A.md?plain=1#L2-L4')
    expect(branchPullRequestsLink(base.htmlUrl, 'nur-keeper/scaffold/1')).toBe(
      'https://github.com/o/r/pulls?q=is%3Apr%20head%3Anur-keeper%2Fscaffold%2F1',
    )
  })
})

describe('words', () => {
  it('count and enumerate', () => {
    expect([count(0, 'package'), count(1, 'library'), count(2, 'library')]).toEqual([
      '0 packages',
      '1 library',
      '2 libraries',
    ])
    expect([enumerate([]), enumerate(['a']), enumerate(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c'])
  })
})

describe('slug', () => {
  it('leaves a plain name and tells changed ones apart', () => {
    expect(slug('tangled-knot')).toBe('tangled-knot')
    expect(slug('a..b')).not.toBe(slug('a.b'))
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(slug(name)).toMatch(/^[A-Za-z0-9_-]{1,80}$/)
        expect(slug(name)).not.toMatch(/^-$/)
      }),
    )
  })
})
