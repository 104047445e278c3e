import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What Nix makes of an expression: its JSON, or null where it fails. */
export type NixAnswer = { readonly json: string } | null

const mark = 'next-answer'

/**
 * Evaluates many expressions in few processes of `nix repl`, which goes on after one that fails.
 * @param expressions each has to give a string of JSON
 */
export function evaluateInRepl(expressions: readonly string[]): readonly NixAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), 'nur-keeper-fuzz-'))
  try {
    for (const [index, expression] of expressions.entries()) {
      writeFileSync(join(folder, `${index}.nix`), expression)
    }
    const answers: NixAnswer[] = []
    while (answers.length < expressions.length) {
      const { stdout } = runRepl(folder, commands(folder, answers.length, expressions.length))
      answers.push(...parseAnswers(stdout, answers.length, expressions.length))
      // One that exhausts Nix's stack ends the process.
      if (answers.length < expressions.length) answers.push(null)
    }
    return answers
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function commands(folder: string, start: number, end: number): string {
  const lines: string[] = []
  for (let index = start; index < end; index++) {
    lines.push(`import ${join(folder, `${index}.nix`)}`, `"${mark} ${index}"`)
  }
  return `${lines.join('\n')}\n:q\n`
}

function runRepl(folder: string, input: string): { readonly stdout: string } {
  const places = { NIX_STATE_DIR: folder, NIX_STORE_DIR: folder, NIX_LOG_DIR: folder, HOME: folder }
  return spawnSync('nix', ['--extra-experimental-features', 'nix-command', 'repl'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    env: { ...process.env, ...places, TERM: 'dumb' },
  })
}

function parseAnswers(output: string, start: number, end: number): readonly NixAnswer[] {
  // eslint-disable-next-line no-control-regex -- the colours of the terminal
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '')
  const answers: NixAnswer[] = []
  let rest = plain
  for (let index = start; index < end; index++) {
    const marked = `\n"${mark} ${index}"\n`
    const at = rest.indexOf(marked)
    if (at < 0) break
    const lines = rest.slice(0, at).split('\n')
    const line = lines.findLast((candidate) => candidate.startsWith('"') && candidate.endsWith('"'))
    answers.push(line === undefined || line.startsWith(`"${mark}`) ? null : { json: unquote(line) })
    rest = rest.slice(at + marked.length)
  }
  return answers
}

/** The text of a string as the repl prints it. */
function unquote(line: string): string {
  return line
    .slice(1, -1)
    .replaceAll(/\\(.)/g, (_, char: string) =>
      char === 'n' ? '\n' : char === 'r' ? '\r' : char === 't' ? '\t' : char,
    )
}
