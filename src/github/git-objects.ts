import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

export type GitObject = {
  readonly type: 'commit' | 'tree' | 'blob'
  readonly id: string
  readonly content: Buffer
}

/** One line of a tree. `mode` is octal, as the API writes it: `040000` is a folder. */
export type TreeLine = { readonly mode: string; readonly name: string; readonly id: string }

/** The numbers of object types in packs (gitformat-pack, "Object types"). */
const typeNumbers = { commit: 1, tree: 2, blob: 3 } as const

/** An object with its SHA-1 id, the only kind that GitHub has. */
export function gitObject(type: GitObject['type'], content: Buffer): GitObject {
  const id = createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')
  return { type, id, content }
}

/** A tree. Git sorts by bytes, and a folder as if its name ended in a slash. */
export function treeObject(lines: readonly TreeLine[]): GitObject {
  const sorted = lines
    .map((line) => ({ ...line, key: Buffer.from(isFolder(line) ? `${line.name}/` : line.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
  const parts = sorted.flatMap(({ mode, name, id }) => [
    Buffer.from(`${mode.replace(/^0+/, '')} ${name}\0`),
    Buffer.from(id, 'hex'),
  ])
  return gitObject('tree', Buffer.concat(parts))
}

export function isFolder({ mode }: Pick<TreeLine, 'mode'>): boolean {
  return mode.replace(/^0+/, '') === '40000'
}

export function commitObject(commit: {
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: { readonly name: string; readonly email: string }
  readonly date: Date
  readonly message: string
}): GitObject {
  const { name, email } = commit.author
  const signature = `${name} <${email}> ${Math.floor(commit.date.getTime() / 1000)} +0000`
  const headers = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${signature}`,
    `committer ${signature}`,
  ]
  return gitObject('commit', Buffer.from(`${headers.join('\n')}\n\n${commit.message}`))
}

/** A pack of whole objects, without deltas (gitformat-pack). */
export function packObjects(objects: readonly GitObject[]): Buffer {
  const header = Buffer.alloc(12)
  header.write('PACK')
  header.writeUInt32BE(2, 4)
  header.writeUInt32BE(objects.length, 8)
  const body = Buffer.concat([
    header,
    ...objects.flatMap(({ type, content }) => [
      sizeOf(typeNumbers[type], content.length),
      deflateSync(content),
    ]),
  ])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}

/** Type and size, the low four bits of the size first, then seven a byte. */
function sizeOf(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 0b1111)]
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) bytes.push(rest & 0b1111111)
  return Buffer.from(bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 0b10000000 : byte)))
}
