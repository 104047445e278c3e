import { z } from 'zod'
import { configSchema } from './schema.ts'

type JsonSchema = Record<string, unknown>

/** The schema of the config as JSON Schema (draft 2020-12), for editors: what a person may write, defaults optional. */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, { io: 'input' })
  return { ...schema, title: 'nur-keeper' }
}

/** The reference of all keys as Markdown: one row a key, with type, default and meaning. */
export function configReference(): string {
  const rows = describeKeys(configJsonSchema(), '')
  const table = rows.map(
    ({ key, type, fallback, description }) => `| \`${key}\` | ${type} | ${fallback} | ${description} |`,
  )
  return ['| key | type | default | meaning |', '| --- | --- | --- | --- |', ...table].join('\n') + '\n'
}

type Row = { key: string; type: string; fallback: string; description: string }

function describeKeys(schema: JsonSchema, prefix: string): Row[] {
  return Object.entries(asSchema(schema['properties'])).flatMap(([name, value]) => {
    const child = asSchema(value)
    const key = prefix === '' ? name : `${prefix}.${name}`
    const items = asSchema(child['items'])
    const nested =
      child['type'] === 'array' && items['properties'] !== undefined
        ? describeKeys(items, `${key}[]`)
        : describeKeys(child, key)
    return [describeKey(key, child, nested.length > 0), ...nested]
  })
}

function describeKey(key: string, schema: JsonSchema, hasKeys: boolean): Row {
  const fallback = schema['default']
  const shown =
    fallback === undefined || (hasKeys && !Array.isArray(fallback)) ? '' : `\`${JSON.stringify(fallback)}\``
  const description = typeof schema['description'] === 'string' ? schema['description'] : ''
  return { key, type: typeName(schema), fallback: shown, description: description.replaceAll('|', '\\|') }
}

function typeName(schema: JsonSchema): string {
  const variants = schema['anyOf']
  if (Array.isArray(variants)) return variants.map((variant) => typeName(asSchema(variant))).join(' or ')
  const values = schema['enum']
  if (Array.isArray(values)) return values.map((value) => `\`${String(value)}\``).join(', ')
  if (schema['type'] === 'array') return `list of ${typeName(asSchema(schema['items']))}`
  if (schema['type'] === 'object') {
    const values = asSchema(schema['additionalProperties'])
    return Object.keys(values).length > 0 ? `mapping to ${typeName(values)}` : 'mapping'
  }
  return typeof schema['type'] === 'string' ? schema['type'] : 'anything'
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : {}
}
