import { describe, expect, it } from '@jest/globals'
import { docExamples } from './doc-examples.ts'
import { evaluate, repository, whyNotRealNix } from './harness.ts'
import { libraryCases, preamble } from './library-cases.ts'
import { libraryFiles } from './library-files.ts'

if (whyNotRealNix !== null) console.warn(`SKIPPED: ${whyNotRealNix}`)
const describeReal = whyNotRealNix === null ? describe : describe.skip

describeReal('the shared libraries, by Nix', () => {
  const evaluateHere = (expression: string): Promise<unknown> =>
    evaluate(`let ${preamble} in ${expression}`.replaceAll('./lib/', `${repository}/lib/`))

  it('does what the table says', async () => {
    const values = await evaluateHere(
      `[ ${libraryCases.map(([, expression]) => `(${expression})`).join('\n')} ]`,
    )
    expect(values).toEqual(libraryCases.map(([, , expected]) => expected))
  })

  it('has every export in the table', async () => {
    const exported = await evaluateHere(`lib.concatMap lib.attrNames [ serviceLib integration microcosmLib ]`)
    const told = new Set(libraryCases.map(([name]) => name.replace('microcosmLib.', '')))
    expect(Array.isArray(exported) ? exported.filter((name) => !told.has(String(name))) : exported).toEqual(
      [],
    )
  })

  it('documents examples that are true', async () => {
    const examples = docExamples(libraryFiles)
    expect(examples.length).toBeGreaterThan(50)
    const results = await evaluateHere(
      `[ ${examples.map(({ scope: names, example, value }) => `(with serviceLib.serviceTypes; with ${names}; (${example}) == (${value}))`).join('\n')} ]`,
    )
    expect(results).toEqual(examples.map(() => true))
  })

  it('documents every export', () => {
    const undocumented = Object.entries(libraryFiles).flatMap(([path, text]) =>
      undocumentedExports(path, text),
    )
    expect(undocumented).toEqual([])
  })
})

/** Attributes at the level of a file's exports that have no doc comment right before them. */
function undocumentedExports(path: string, text: string): readonly string[] {
  const body = text.slice(text.search(/^in$/m) < 0 ? 0 : text.search(/^in$/m))
  if (!path.includes('/', 'lib/'.length)) return []
  return [...body.matchAll(/(\*\/\n)?^ {2}([a-zA-Z]+) =/gm)]
    .filter(([, documented]) => documented === undefined)
    .map(([, , name = '']) => `${path}: ${name}`)
}
