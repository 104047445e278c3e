import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { checks } from '../../../../src/alignment/checks/registry.ts'
import { printAnnotations } from '../../../../src/alignment/report/print-annotations.ts'
import { printExplanation } from '../../../../src/alignment/report/print-explanation.ts'
import { printSarif } from '../../../../src/alignment/report/print-sarif.ts'
import { printText } from '../../../../src/alignment/report/print-text.ts'
import { toReport } from '../../../../src/alignment/report/to-report.ts'
import type { Problem } from '../../../../src/model/problem.ts'
import { moduleFile, packageFile } from '../../inventory/sample-files.ts'
import { alignFiles } from '../align-files.ts'

const service = 'passthru.atproto = { type = "application"; services = [ "knot" ]; };'
const alignment = alignFiles({
  'default.nix':
    '{ pkgs }: { modules = import ./modules; tangled-knot = pkgs.callPackage ./pkgs/tangled/knot.nix { }; tangled-spindle = pkgs.callPackage ./pkgs/tangled/spindle.nix { }; }',
  'modules/default.nix': '{ imports = [ ./tangled/knot.nix ]; }',
  'modules/tangled/knot.nix': moduleFile('tangled.knot').replace(
    'systemd.services.tangled.knot',
    'systemd.services.knot',
  ),
  'pkgs/tangled/knot.nix': packageFile('knot', 'buildGoModule', service),
  'pkgs/tangled/spindle.nix': packageFile('spindle', 'buildGoModule', service),
  'lib/x.nix': '{ lib }: { f = a: a; }',
})

const hostile: Problem = {
  code: 'syntax-error',
  severity: 'error',
  path: 'a b/ü,:%.nix',
  line: 3,
  column: 2,
  endLine: 3,
  endColumn: 9,
  message: 'a%\r\n::error::b \u001b[31m\u202e',
  remedy: 'c.',
  subject: 'd',
}

describe('the JSON report', () => {
  it('has exactly what is promised', () => {
    const report = toReport(alignment)
    expect(Object.keys(report)).toEqual([
      'schemaVersion',
      'packages',
      'modules',
      'libraries',
      'problems',
      'summary',
    ])
    expect(report.packages[0]).toEqual({
      attr: 'tangled-knot',
      name: 'knot',
      org: 'tangled',
      path: 'pkgs/tangled/knot.nix',
      line: 2,
      kind: 'service',
      evidence: ['passthru.atproto.services is [ "knot" ]'],
      status: 'aligned',
      modules: ['modules/tangled/knot.nix'],
      services: ['services.tangled.knot'],
      reason: 'modules/tangled/knot.nix configures it, reached from default.nix, modules/default.nix.',
    })
    expect(report.modules).toEqual([
      {
        path: 'modules/tangled/knot.nix',
        org: 'tangled',
        options: ['services.tangled.knot'],
        imported: true,
        libraries: [],
        packages: [],
        hardened: true,
      },
    ])
    expect(report.libraries).toEqual([{ path: 'lib/x.nix', exports: ['f'], usedBy: 0 }])
    expect(Object.keys(report.problems[0] ?? {})).toEqual([
      'code',
      'severity',
      'path',
      'line',
      'column',
      'message',
      'remedy',
    ])
  })

  it('survives printing', () => {
    const report = toReport(alignment)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('is the same for the same tree', () => {
    expect(JSON.stringify(toReport(alignment))).toBe(JSON.stringify(toReport(alignment)))
  })
})

describe('SARIF', () => {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  // The schema is of draft 4, whose keywords it uses mean the same later, but for the name of `$id`.
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const validate = ajv.compile(schema)

  it.each([
    ['no problem', []],
    ['problems', alignment.problems],
    ['hostile text', [hostile]],
    ['a code that is no check', [{ ...hostile, code: 'invalid-config' }]],
  ])('is valid with %s', (_, problems) => {
    const log: unknown = JSON.parse(printSarif(problems, '0.1.0'))
    expect([validate(log), validate.errors]).toEqual([true, null])
  })
})

describe('annotations', () => {
  it('escape what would end them', () => {
    expect(printAnnotations([hostile])).toBe(
      '::error file=a b/ü%2C%3A%25.nix,line=3,endLine=3,col=2,endColumn=9,title=syntax-error::a%25%0D%0A::error::b \u001b[31m\u202e c.\n',
    )
  })

  it('are nothing for nothing', () => {
    expect(printAnnotations([])).toBe('')
  })
})

describe('text', () => {
  it('shows control characters instead of sending them', () => {
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(printText(alignment, [hostile])).not.toMatch(/[\u001b\u202e\r]/)
  })

  it('is coloured only where asked for', () => {
    expect(printText(alignment, alignment.problems, { color: true })).toContain('\u001b[')
    expect(printText(alignment)).not.toContain('\u001b[')
  })

  it('names every problem', () => {
    const text = printText(alignment)
    for (const { code, path } of alignment.problems) {
      expect(text).toContain(`[${code}]`)
      expect(text).toContain(path)
    }
  })

  it('counts packages that need a module, apart from services and from what is disabled', () => {
    const files = {
      'default.nix':
        '{ pkgs }: { modules.knot = ./knot.nix; knot = pkgs.callPackage ./pkgs/knot { }; lost = pkgs.callPackage ./pkgs/lost { }; }',
      'knot.nix': moduleFile('knot'),
      'pkgs/knot/default.nix': packageFile('knot', 'buildGoModule', service),
      'pkgs/lost/default.nix': packageFile('lost', 'buildGoModule', `${service} meta.broken = true;`),
    }
    expect(printText(alignFiles(files), [])).toBe(
      '2 packages, 1 module, 1 service.\n' +
        '1 package that needs a module: 1 with one, 0 without (100 % aligned). 1 disabled, and not judged.\n' +
        'No problems.\n',
    )
    expect(printText(alignFiles({ 'default.nix': '{ pkgs }: { }' }), [])).toBe(
      '0 packages, 0 modules, 0 services.\nNo package needs a module.\nNo problems.\n',
    )
  })
})

describe('explanations', () => {
  it.each(checks.map((check) => [check.code, check] as const))(
    'of %s show a bad and a good example',
    (code, check) => {
      const text = printExplanation(check)
      expect(text).toContain(code)
      expect(text).toMatch(/Bad:\n\n {2}\S+\n/)
      expect(text).toMatch(/Good:\n\n {2}\S+\n/)
    },
  )
})
