import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { GitHub } from './github.ts'
import { serve } from './http/serve.ts'
import { LocalGitHub } from './local-github.ts'
import type { Account, Permissions } from './model.ts'

export type Manifest = {
  readonly name: string
  readonly default_permissions: Permissions
  readonly default_events: readonly string[]
}

export type LocalGitHubOptions = {
  /** The App's manifest: what it may do, and hears of. */
  readonly manifest: Manifest
  readonly port?: number
  readonly now?: () => Date
}

/** Starts a GitHub on this machine, with real git behind it and one App registered, in a folder of its own. */
export async function startLocalGitHub(options: LocalGitHubOptions): Promise<LocalGitHub> {
  const folder = await mkdtemp(join(tmpdir(), 'local-github-'))
  const github = new GitHub(options.now ?? (() => new Date()))
  const server = await serve(github, options.port ?? 0)
  github.world.listensAt(server.url)
  registerApp(github, options.manifest)
  return new LocalGitHub(github, folder, async () => {
    await github.deliveries.close()
    await server.close()
    for (const { git } of github.world.repositories) git.close()
    await rm(folder, { recursive: true, force: true })
  })
}

/** Reads an `app.yml`, as Probot has it. */
export function parseManifest(text: string): Manifest {
  const manifest = parse(text) as Manifest
  const events: unknown = manifest.default_events
  if (!Array.isArray(events)) throw new Error('the manifest of the App names no events')
  return manifest
}

function registerApp({ world }: GitHub, manifest: Manifest): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const slug = manifest.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const account = (login: string, type: Account['type']): Account => {
    const id = world.nextId()
    const email = `${id}+${login}@users.noreply.github.com`
    const created = { id, login, type, name: login, email, token: null }
    world.accounts.set(login.toLowerCase(), created)
    return created
  }
  world.register({
    id: world.nextId(),
    slug,
    name: manifest.name,
    owner: account(`${slug}-owner`, 'User'),
    bot: account(`${slug}[bot]`, 'Bot'),
    permissions: { ...manifest.default_permissions, metadata: 'read' },
    events: manifest.default_events,
    publicKey,
    privateKey,
    webhookSecret: randomBytes(16).toString('hex'),
    webhookUrl: null,
    createdAt: world.timestamp(),
  })
}
