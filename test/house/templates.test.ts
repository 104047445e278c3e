import { describe, expect, it } from '@jest/globals'
import { loadTemplates } from '../../src/checkout/load-templates.ts'
import { markdownQuoting } from '../../src/render/markdown/markdown-quoting.ts'
import { nixQuoting } from '../../src/plan/nix-quoting.ts'
import { checkTemplate } from '../../src/render/check-template.ts'

const quoting = new Set([...Object.keys(markdownQuoting), ...Object.keys(nixQuoting), 'html', 'rendered'])
const templates = new Set(loadTemplates().keys())

describe('templates', () => {
  it.each([...loadTemplates()])('%s quotes every value', (name, text) => {
    expect(() => checkTemplate(name, text, { quoting, templates })).not.toThrow()
  })
})
