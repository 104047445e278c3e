import { closest } from 'fastest-levenshtein'
import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument, type Document } from 'yaml'
import type { core } from 'zod'
import type { Problem } from '../model/problem.ts'
import { configPath, defaultConfig } from './default-config.ts'
import { configSchema, type Config } from './schema.ts'

/** The largest config file that is read, in UTF-16 code units. */
const sizeLimit = 256 * 1024

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads the text of `.github/nur-keeper.yml`.
 * @param text the file's text, or null where there is no file (all defaults)
 * @param path where it is, for the problems
 * @returns the config with defaults filled in, or every fault with its line; never throws
 */
export function parseConfig(text: string | null, path: string = configPath): ParsedConfig {
  if (text === null) return { ok: true, config: defaultConfig }
  const lines = new LineCounter()
  const problemAt = (offset: number, message: string, remedy: string, subject: string): Problem => {
    const { line, col } = lines.linePos(offset)
    return {
      code: 'invalid-config',
      severity: 'error',
      path,
      line: line || 1,
      column: col || 1,
      message,
      remedy,
      subject,
    }
  }
  if (text.length > sizeLimit) {
    const message = `The config is ${text.length} characters long; at most ${sizeLimit} are read.`
    return { ok: false, problems: [problemAt(0, message, 'Make it shorter.', 'size')] }
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0) {
    const remedy = 'Correct the YAML at this line.'
    return {
      ok: false,
      problems: document.errors.map((error) =>
        problemAt(error.pos[0], `Not valid YAML: ${firstLine(error.message)}`, remedy, `yaml:${error.code}`),
      ),
    }
  }
  const value = toPlainValue(document)
  if (!value.ok) {
    return {
      ok: false,
      problems: [problemAt(0, `Not usable YAML: ${value.message}`, 'Write it without aliases.', 'aliases')],
    }
  }
  const result = configSchema.safeParse(value.value ?? {})
  if (result.success) return { ok: true, config: result.data }
  const problems = result.error.issues.flatMap((issue) =>
    describeIssue(issue).map(({ keys, message, remedy }) =>
      problemAt(offsetOf(document, keys), message, remedy, keys.join('.')),
    ),
  )
  return { ok: false, problems }
}

type Description = {
  readonly keys: readonly PropertyKey[]
  readonly message: string
  readonly remedy: string
}

function describeIssue(issue: core.$ZodIssue): readonly Description[] {
  const where = issue.path.length === 0 ? 'the config' : `\`${issue.path.join('.')}\``
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path)
    return issue.keys.map((key) => {
      const suggestion = known.length > 0 ? closest(key, known) : null
      return {
        keys: [...issue.path, key],
        message: `Unknown key \`${key}\` in ${where}.`,
        remedy:
          suggestion === null
            ? 'Remove it.'
            : `Did you mean \`${suggestion}\`? Known here: ${known.join(', ')}.`,
      }
    })
  }
  return [
    {
      keys: issue.path,
      message: `In ${where}: ${issue.message}.`,
      remedy: 'See docs/configuration.md for what may stand here.',
    },
  ]
}

/** The keys the schema knows below a path of keys and list indices. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = configSchema
  for (const key of path) schema = childSchema(unwrap(schema), key)
  const shape = property(unwrap(schema), 'shape')
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : []
}

function childSchema(schema: unknown, key: PropertyKey): unknown {
  return typeof key === 'number' ? property(schema, 'element') : property(property(schema, 'shape'), key)
}

/** Looks through `default`, `prefault` and `nullable` at the schema inside. */
function unwrap(schema: unknown): unknown {
  let current = schema
  for (;;) {
    const inner = property(property(current, 'def'), 'innerType')
    if (inner === undefined) return current
    current = inner
  }
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined
}

/** Offset of the key (not the value) that a path names; the deepest part that exists. */
function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = 0
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (pair === undefined || !isPair(pair)) return offset
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0]
      node = pair.value
    } else {
      const items = property(node, 'items')
      node = Array.isArray(items) && typeof key === 'number' ? (items[key] as unknown) : undefined
      if (isNode(node) && node.range) offset = node.range[0]
    }
  }
  return offset
}

/** Aliases are bounded, so a "billion laughs" file is a problem, not a memory bomb. */
function toPlainValue(document: Document): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 20 }) as unknown }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? firstLine(error.message) : String(error) }
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}
