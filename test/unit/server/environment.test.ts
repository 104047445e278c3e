import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { readEnvironment } from '../../../src/server/environment.ts'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
const folder = mkdtempSync(join(tmpdir(), 'env-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const complete = { APP_ID: '7', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: 's' }

describe('readEnvironment', () => {
  it('fills in what need not be said', () => {
    expect(readEnvironment(complete)).toEqual({
      appId: 7,
      privateKey: privateKey.trim(),
      webhookSecret: 's',
      port: 3000,
      host: 'localhost',
      logLevel: 'info',
      apiUrl: null,
      databaseUrl: null,
      dataFolder: resolve('data'),
      realNix: null,
    })
  })

  it('opens real Nix only where it is allowed, and then wants it there', () => {
    const read = (value: string) =>
      readEnvironment({ ...complete, ALLOW_REAL_NIX: value, PATH: folder, NIXPKGS_LIB: folder }).realNix
    expect(['', '0', 'false', 'no'].map(read)).toEqual([null, null, null, null])
    expect(() => read('true')).toThrow(/^ALLOW_REAL_NIX is "true", but nix-instantiate is not installed/)
    expect(() => read('perhaps')).toThrow(/^ALLOW_REAL_NIX is "perhaps", but it must be true or false/)
  })

  it('takes the key as text, with written-out line breaks, in base64, or from a file', () => {
    const path = join(folder, 'key.pem')
    writeFileSync(path, privateKey)
    const forms = [
      { PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') },
      { PRIVATE_KEY: Buffer.from(privateKey).toString('base64') },
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path },
    ]
    for (const form of forms)
      expect(readEnvironment({ ...complete, ...form }).privateKey).toBe(privateKey.trim())
  })

  it('takes the URLs of an Enterprise Server and of a database', () => {
    const env = {
      ...complete,
      GITHUB_API_URL: 'https://github.example.org/api/v3/',
      DATABASE_URL: 'postgres://u:p@h/d',
    }
    expect(readEnvironment(env)).toMatchObject({
      apiUrl: 'https://github.example.org/api/v3',
      databaseUrl: 'postgres://u:p@h/d',
    })
  })

  it.each([
    ['APP_ID', undefined],
    ['APP_ID', 'seven'],
    ['APP_ID', '0'],
    ['WEBHOOK_SECRET', ' '],
    ['PRIVATE_KEY', undefined],
    ['PRIVATE_KEY', 'no key'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['GITHUB_API_URL', 'github.com'],
    ['GITHUB_API_URL', 'file:///etc/passwd'],
    ['DATABASE_URL', 'mysql://user:hush@host/x'],
  ])('names %s in one line where it is %p, and the page to read', (variable, value) => {
    const read = (): unknown => readEnvironment({ ...complete, [variable]: value })
    expect(read).toThrow(new RegExp(`^${variable} [^\\n]+ \\(docs/operating\\.md, "Environment"\\)$`))
    expect(read).not.toThrow('hush')
  })

  it('names the file that holds no key', () => {
    const env = { ...complete, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: join(folder, 'none') }
    expect(() => readEnvironment(env)).toThrow(/^PRIVATE_KEY_PATH is ".*none": no file that can be read/)
  })
})
