import { TransientFault } from '../model/fault.ts'

/** A repository that is pushed to over smart HTTP (gitprotocol-http), as `git push` does it. */
export type GitRemote = {
  /** Ends in `.git`. */
  readonly url: string
  readonly token: string
}

export type Refusal = { readonly type: 'refused'; readonly reason: string }

/** How long a push may take, in milliseconds. */
const timeout = 60_000

/** The commit that a branch points at; null where there is no such branch. A refusal where nobody may push. */
export async function readRemoteHead(
  remote: GitRemote,
  branch: string,
): Promise<{ readonly type: 'head'; readonly sha: string | null } | Refusal> {
  const answer = await send(remote, 'GET', 'info/refs?service=git-receive-pack')
  if (!Buffer.isBuffer(answer)) return answer
  for (const line of readPackets(answer)) {
    const [, sha, ref] = /^([0-9a-f]{40}) ([^\0\n]+)/.exec(line) ?? []
    if (sha !== undefined && ref === `refs/heads/${branch}`) return { type: 'head', sha }
  }
  return { type: 'head', sha: null }
}

/**
 * Moves a branch, only where it still points at `from`.
 * @param pack with every object of `to` that the other side lacks
 */
export async function pushPack(
  remote: GitRemote,
  change: { readonly branch: string; readonly from: string; readonly to: string; readonly pack: Buffer },
): Promise<{ readonly type: 'pushed' } | Refusal> {
  const { branch, from, to, pack } = change
  const command = packet(`${from} ${to} refs/heads/${branch}\0 report-status agent=nur-keeper`)
  const body = Buffer.concat([command, Buffer.from('0000'), pack])
  const answer = await send(remote, 'POST', 'git-receive-pack', body)
  if (!Buffer.isBuffer(answer)) return answer
  const report = [...readPackets(answer)].map((line) => line.trimEnd())
  if (report.includes(`ok refs/heads/${branch}`)) return { type: 'pushed' }
  return { type: 'refused', reason: report.find((line) => line.startsWith('ng ')) ?? 'no report' }
}

async function send(
  { url, token }: GitRemote,
  method: string,
  path: string,
  body?: Buffer,
): Promise<Buffer | Refusal> {
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
      'user-agent': 'nur-keeper',
      ...(body === undefined ? {} : { 'content-type': 'application/x-git-receive-pack-request' }),
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  })
  if (response.ok) return Buffer.from(await response.arrayBuffer())
  if (response.status === 429 || response.status >= 500)
    throw new TransientFault(`git answers ${response.status}`, null)
  return { type: 'refused', reason: `git answers ${response.status}` }
}

/** Four hexadecimal digits say how long a packet is, themselves included (gitprotocol-common, "pkt-line"). */
function packet(text: string): Buffer {
  const content = Buffer.from(text)
  return Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, '0')), content])
}

function* readPackets(answer: Buffer): Generator<string> {
  for (let at = 0; at + 4 <= answer.length;) {
    const length = Number.parseInt(answer.toString('latin1', at, at + 4), 16)
    if (Number.isNaN(length)) return
    if (length > 4) yield answer.toString('utf8', at + 4, at + length)
    at += Math.max(4, length)
  }
}
