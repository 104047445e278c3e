import { describe, expect, it } from '@jest/globals'
import { checks } from '../../../../src/alignment/checks/registry.ts'
import { alignFiles } from '../align-files.ts'

const codesOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  alignFiles(files).problems.map(({ code }) => code)

describe('every check', () => {
  it('has a code of its own', () => {
    expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length)
  })

  it.each(checks.map((check) => [check.code, check] as const))('%s finds its bad example', (code, check) => {
    expect(codesOf(check.bad)).toContain(code)
  })

  it.each(checks.map((check) => [check.code, check] as const))(
    '%s leaves its good example alone',
    (code, check) => {
      expect(codesOf(check.good)).not.toContain(code)
    },
  )

  it.each(checks.map((check) => [check.code, check] as const))('%s can be switched off', (code, check) => {
    const { problems } = alignFiles(check.bad, { rules: { [code]: 'off' } })
    expect(problems.map((problem) => problem.code)).not.toContain(code)
  })

  it.each(checks.map((check) => [check.code, check] as const))(
    '%s can be weighed otherwise',
    (code, check) => {
      const { problems } = alignFiles(check.bad, { rules: { [code]: 'notice' } })
      const own = problems.filter((problem) => problem.code === code)
      expect(own.map(({ severity }) => severity)).toEqual(own.map(() => 'notice'))
    },
  )
})
