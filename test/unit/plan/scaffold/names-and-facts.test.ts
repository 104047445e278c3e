import { describe, expect, it } from '@jest/globals'
import { nameModule } from '../../../../src/plan/scaffold/module-name.ts'
import { serviceFacts } from '../../../../src/plan/scaffold/service-facts.ts'
import { interfaceOf, packageOf } from '../sample.ts'

describe('nameModule', () => {
  it.each([
    ['knot', 'tangled', 'tangled-knot'],
    ['plcbundle', 'plcbundle', 'plcbundle'],
    ['who-am-i', null, 'who-am-i'],
    ['in', null, 'in'],
    ['x2.0', null, 'x2.0'],
  ])('names %s of %s', (name, org, unit) => {
    expect(nameModule(name, org)).toMatchObject({ ok: true, name: { unit } })
  })

  it.each([
    '',
    '-rf',
    '.hidden',
    'a..b',
    '../x',
    'ta"lly',
    '${x}',
    'a\nb',
    '@everyone',
    'ünï',
    'a b',
    'default',
    'x'.repeat(101),
  ])('refuses %j', (name) => {
    const named = nameModule(name, 'org')
    expect(named.ok).toBe(false)
    expect(named.ok ? '' : named.reason).not.toMatch(/[\n\r]/)
  })

  it('makes users that useradd takes', () => {
    const named = nameModule('A.very+long-name-of-a-service-0123456789', '9org')
    expect(named.ok && named.name.user).toMatch(/^[a-z_][a-z0-9_-]{0,30}$/)
  })
})

describe('serviceFacts', () => {
  it('tells the runtime from the builder, and what it needs', () => {
    expect(serviceFacts(packageOf('a', { builder: 'rustPlatform.buildRustPackage' }))).toMatchObject({
      runtime: 'rust',
      log: { variable: 'RUST_LOG' },
      jit: null,
    })
    expect(serviceFacts(packageOf('a', { builder: 'buildNpmPackage' })).jit).toMatch(/^Node/)
    expect(serviceFacts(packageOf('a', { builder: 'buildGoModule' }))).toMatchObject({
      runtime: 'go',
      log: null,
    })
  })

  it('keeps secrets apart from settings', () => {
    const own = interfaceOf({
      requiredEnvironment: [
        'KNOT_OWNER',
        'SECRETS_PROVIDER',
        'PUBLIC_KEY',
        'KNOT_SECRET',
        'DATABASE_URL',
        'APP_LOG_LEVEL',
        'bad name',
        'PORT',
      ],
      ports: [{ name: 'http', port: 80, protocol: 'tcp', environment: 'PORT', argument: null }],
    })
    expect(serviceFacts(packageOf('a', { serviceInterface: own }))).toMatchObject({
      required: ['KNOT_OWNER', 'SECRETS_PROVIDER', 'PUBLIC_KEY'],
      secrets: ['KNOT_SECRET', 'DATABASE_URL'],
      log: { variable: 'APP_LOG_LEVEL' },
    })
  })

  it.each([
    ['/var/lib/knot/', 'knot'],
    ['knot/data', 'knot/data'],
    ['../etc', null],
    ['/srv/x', null],
    ['a b', null],
  ])('reads the state directory %j as %j', (stateDirectory, name) => {
    expect(
      serviceFacts(packageOf('a', { serviceInterface: interfaceOf({ stateDirectory }) })).stateDirectory,
    ).toBe(name)
  })
})
