import type { Problem } from '../../model/problem.ts'

/**
 * The problems as GitHub workflow commands, one a line, which GitHub shows as annotations.
 * Escapes as in GitHub's `@actions/toolkit`, packages/core, command.ts.
 */
export function printAnnotations(problems: readonly Problem[]): string {
  return problems.map((problem) => `${printAnnotation(problem)}\n`).join('')
}

function printAnnotation(problem: Problem): string {
  const { severity, path, line, column, endLine, endColumn, code, message, remedy } = problem
  const properties: Readonly<Record<string, string | number | undefined>> = {
    file: path,
    line,
    endLine,
    // GitHub takes columns only where the annotation stays on one line.
    ...(endLine === undefined || endLine === line ? { col: column, endColumn } : {}),
    title: code,
  }
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${severity} ${list.join(',')}::${escapeData(`${message} ${remedy}`)}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
