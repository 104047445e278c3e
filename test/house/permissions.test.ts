import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { routes } from '../../src/webhooks/route-delivery.ts'

const root = join(import.meta.dirname, '../..')
const manifest = readFileSync(join(root, 'app.yml'), 'utf8')
const page = readFileSync(join(root, 'docs/permissions.md'), 'utf8')
const app = parse(manifest) as { default_permissions: Record<string, string>; default_events: string[] }

/** The comment above a line of the manifest. */
function reasonOf(line: string): string | undefined {
  const lines = manifest.split('\n')
  return /^ *# (.*)$/.exec(lines[lines.indexOf(line) - 1] ?? '')?.[1]
}

it('gives the same reason for each permission in app.yml and in docs/permissions.md', () => {
  const rows = Object.entries(app.default_permissions).map(
    ([name, access]) => `| \`${name}\` | ${access} | ${reasonOf(`  ${name}: ${access}`) ?? 'no reason'} |`,
  )
  const table = page.split('\n').filter((line) => /^\| `\w+` \| (read|write) \|/.test(line))
  expect(table).toEqual(rows)
})

it('gives the same reason for each event', () => {
  const rows = app.default_events.map((name) => `| \`${name}\` | ${reasonOf(`  - ${name}`) ?? 'no reason'} |`)
  const table = page
    .split('\n')
    .filter((line) => app.default_events.some((name) => line.startsWith(`| \`${name}\` |`)))
  expect(table).toEqual(rows)
})

it('subscribes to what it follows, besides what comes to every App', () => {
  const unasked = ['installation', 'installation_repositories']
  expect([...app.default_events, ...unasked].sort()).toEqual(Object.keys(routes).sort())
})
