import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { UsageError } from './usage-error.ts'
import { evaluateForPeople } from './evaluate-for-people.ts'
import { openRepository } from './open-repository.ts'

export type EvalOptions = { readonly expr?: string; readonly attr?: string; readonly json?: boolean }

/**
 * `nur-keeper eval`: what the evaluator makes of a file or an expression.
 * @returns 0, or 1 where the evaluation fails
 */
export async function runEval(file: string | undefined, options: EvalOptions): Promise<number> {
  if ((file === undefined) === (options.expr === undefined)) {
    throw new UsageError('eval takes either a FILE or -e EXPR')
  }
  const { text, folder, name } = sourceOf(file, options.expr)
  const repository = await openRepository(folder)
  const outcome = evaluateForPeople({ repository, text, name, attr: options.attr ?? null })
  if (options.json === true) process.stdout.write(`${JSON.stringify(outcome.report)}\n`)
  else (outcome.ok ? process.stdout : process.stderr).write(`${outcome.text}\n`)
  return outcome.ok ? 0 : 1
}

function sourceOf(
  file: string | undefined,
  expression: string | undefined,
): { text: string; folder: string; name: string } {
  if (file === undefined) return { text: expression ?? '', folder: '.', name: '«expression»' }
  try {
    return { text: readFileSync(file, 'utf8'), folder: dirname(file), name: basename(file) }
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
