import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from './code-of.ts'
import type { FileChange } from '../model/plan.ts'
import type { Snapshot } from '../model/snapshot.ts'

/** More text than a repository of packages and modules has. */
const mostCharacters = 256 * 1024 * 1024

export type WrittenTree = {
  /** Paths that Nix may ask for, and that are not there: links, and what is no text. */
  readonly left: readonly string[]
  /** Texts of Nix files. */
  readonly nix: readonly string[]
}

/**
 * Writes a tree below a folder, and files on top of it. Links are left out, which could lead out of it, and so is what
 * is no text.
 */
export async function writeTree(
  folder: string,
  snapshot: Snapshot,
  files: readonly FileChange[],
): Promise<WrittenTree> {
  const changes = new Map(files.map(({ path, content }) => [path, content]))
  const left: string[] = []
  const nix: string[] = []
  let room = mostCharacters
  for (const path of new Set([...snapshot.entries.keys(), ...changes.keys()])) {
    const change = changes.get(path)
    if (change === null) continue
    const isFile = change !== undefined || snapshot.entries.get(path)?.type === 'file'
    const text = isFile && isInside(path) ? (change ?? snapshot.readText(path)) : null
    room -= text?.length ?? 0
    if (text === null || room < 0 || !(await place(join(folder, path), text))) left.push(path)
    else if (path.endsWith('.nix')) nix.push(text)
  }
  return { left, nix }
}

/** Whether a path leads to a file inside, and to none of git's own. */
function isInside(path: string): boolean {
  return !path.includes('\0') && path.split('/').every((name) => !['', '.', '..', '.git'].includes(name))
}

const unwritable = new Set<unknown>(['ENAMETOOLONG', 'ENOTDIR', 'EEXIST', 'EISDIR'])

/** @returns whether it could be written: not so a path that is too long, or that goes through another file */
async function place(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    return true
  } catch (error) {
    if (unwritable.has(codeOf(error))) return false
    throw error
  }
}
