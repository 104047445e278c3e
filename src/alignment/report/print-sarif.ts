import type { Problem, Severity } from '../../model/problem.ts'
import { checks } from '../checks/registry.ts'

/** SARIF's words for our severities (SARIF 2.1.0, 3.27.10). */
const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', notice: 'note' }

/**
 * The problems as a SARIF 2.1.0 log.
 * @param version of nur-keeper
 */
export function printSarif(problems: readonly Problem[], version: string): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'nur-keeper',
            version,
            rules: rulesFor(problems),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map(describeResult),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

/** Every check, and the codes of problems that are no check's, such as those of the config. */
function rulesFor(problems: readonly Problem[]): readonly object[] {
  const known = new Set(checks.map(({ code }) => code))
  const others = [...new Set(problems.map(({ code }) => code))].filter((code) => !known.has(code)).sort()
  return [
    ...checks.map(({ code, title, explanation, severity }) => ({
      id: code,
      shortDescription: { text: title },
      fullDescription: { text: explanation },
      defaultConfiguration: { level: levels[severity] },
    })),
    ...others.map((code) => ({ id: code, shortDescription: { text: code } })),
  ]
}

function describeResult(problem: Problem): object {
  const { code, severity, message, remedy, path, line, column, endLine, endColumn, subject } = problem
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: `${message} ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          region: {
            startLine: line,
            startColumn: column,
            ...(endLine === undefined ? {} : { endLine }),
            ...(endColumn === undefined ? {} : { endColumn }),
          },
        },
      },
    ],
    partialFingerprints: { 'nurKeeperSubject/v1': subject },
  }
}
