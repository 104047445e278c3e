import { describe, expect, it } from '@jest/globals'
import { evaluate, whyNotRealNix } from './harness.ts'

if (whyNotRealNix !== null) console.warn(`SKIPPED: ${whyNotRealNix}`)
const describeReal = whyNotRealNix === null ? describe : describe.skip

type Package = {
  readonly version: string | null
  readonly description: string | null
  readonly license: boolean
  readonly mainProgram: string | null
  readonly broken: boolean
  readonly unestablished: readonly string[]
  readonly atproto: { readonly type?: string; readonly services?: readonly string[] } | null
}

describeReal('the packages, as default.nix exports them', () => {
  it('say what they are', async () => {
    const packages = await packagesByName()
    expect(packages.size).toBe(84)
    for (const [name, { version, description, license, atproto }] of packages) {
      expect({ name, version, description, license, type: atproto?.type }).toEqual({
        name,
        version: expect.any(String),
        description: expect.any(String),
        license: true,
        type: expect.stringMatching(/^(service|tool|library|frontend)$/),
      })
    }
  })

  it('name the program of every service', async () => {
    const services = [...(await packagesByName())].filter(
      ([, { atproto }]) => (atproto?.services ?? []).length > 0,
    )
    const scripts = new Set(['tangled-avatar', 'tangled-camo'])
    expect(services.filter(([name, { mainProgram }]) => mainProgram === null && !scripts.has(name))).toEqual(
      [],
    )
  })

  it('are marked as broken exactly where a fact is missing', async () => {
    const wrong = [...(await packagesByName())].filter(
      ([, { broken, unestablished }]) => broken !== unestablished.length > 0,
    )
    expect(wrong.map(([name]) => name)).toEqual([])
  })
})

async function packagesByName(): Promise<ReadonlyMap<string, Package>> {
  const packages = await evaluate('harness.packages')
  if (typeof packages !== 'object' || packages === null) throw new Error('not a set of packages')
  return new Map(Object.entries(packages).filter((entry): entry is [string, Package] => isPackage(entry[1])))
}

function isPackage(value: unknown): value is Package {
  return typeof value === 'object' && value !== null && 'unestablished' in value && 'atproto' in value
}
