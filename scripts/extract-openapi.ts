import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Cuts the operations of local-github/openapi/operations.json out of GitHub's own OpenAPI description, which is
// far too large to depend on. Usage: node scripts/extract-openapi.ts [folder of the npm package @octokit/openapi]

const version = '23.0.2'
const folder = join(import.meta.dirname, '../local-github/openapi')

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

/** Prose and examples: most of the description's weight, and nothing that can be checked. */
const prose = new Set(['description', 'summary', 'externalDocs', 'example', 'examples', 'title', 'tags'])
/** Keys whose value is a map from names to things: there a name such as `title` is no prose. */
const named = new Set(['properties', 'patternProperties', 'schemas', 'headers', 'responses', 'parameters'])

const source = readDescription(process.argv[2])
const wanted: readonly string[] = asStrings(JSON.parse(readFileSync(join(folder, 'operations.json'), 'utf8')))
const extract = extractOperations(source, new Set(wanted))
writeFileSync(join(folder, 'github-api.json'), `${JSON.stringify(extract)}\n`)

function readDescription(given: string | undefined): JsonObject {
  if (given !== undefined) return parseDescription(given)
  const home = mkdtempSync(join(tmpdir(), 'openapi-'))
  try {
    execFileSync('npm', ['install', '--silent', '--prefix', home, `@octokit/openapi@${version}`])
    return parseDescription(join(home, 'node_modules/@octokit/openapi'))
  } finally {
    rmSync(home, { recursive: true })
  }
}

function parseDescription(home: string): JsonObject {
  return asObject(JSON.parse(readFileSync(join(home, 'generated/api.github.com.json'), 'utf8')) as Json)
}

function extractOperations(description: JsonObject, wantedIds: ReadonlySet<string>): JsonObject {
  const paths: Record<string, Record<string, Json>> = {}
  const found = new Set<string>()
  for (const [path, item] of Object.entries(asObject(description['paths']))) {
    for (const [method, operation] of Object.entries(asObject(item))) {
      const id = asObject(operation)['operationId']
      if (typeof id !== 'string' || !wantedIds.has(id)) continue
      found.add(id)
      paths[path] = { ...paths[path], [method]: correct(strip(operation)) }
    }
  }
  const unknown = [...wantedIds].filter((id) => !found.has(id))
  if (unknown.length > 0) throw new Error(`GitHub describes no such operation: ${unknown.join(', ')}`)
  return { openapi: description['openapi'] ?? null, paths, components: collectComponents(description, paths) }
}

/**
 * Octokit's edition of the description wants an installation's account to be a user *and* an enterprise, where
 * GitHub's own says user *or* enterprise.
 */
function correct(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(correct)
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      if (key === 'account' && Object.hasOwn(asObject(child), 'allOf')) {
        const { allOf = null, ...rest } = asObject(child)
        return [key, { ...rest, anyOf: allOf }]
      }
      return [key, correct(child)]
    }),
  )
}

/** Everything that the paths refer to, and what that refers to. */
function collectComponents(description: JsonObject, paths: Json): JsonObject {
  const components: Record<string, Record<string, Json>> = {}
  const queue = referencesIn(paths)
  for (let reference = queue.pop(); reference !== undefined; reference = queue.pop()) {
    const [, , kind = '', name = ''] = reference.split('/')
    if (components[kind]?.[name] !== undefined) continue
    const component = strip(asObject(asObject(description['components'])[kind])[name] ?? null)
    components[kind] = { ...components[kind], [name]: component }
    queue.push(...referencesIn(component))
  }
  const sorted = Object.entries(components).map(([kind, items]) => [
    kind,
    Object.fromEntries(Object.entries(items).sort(([a], [b]) => (a < b ? -1 : 1))),
  ])
  return Object.fromEntries(sorted) as JsonObject
}

function referencesIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : referencesIn(child),
  )
}

function strip(value: Json, namesFollow = false): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((child: Json) => strip(child))
  const kept = Object.entries(value).filter(
    ([key]) => namesFollow || (!prose.has(key) && !key.startsWith('x-')),
  )
  return Object.fromEntries(kept.map(([key, child]) => [key, strip(child, !namesFollow && named.has(key))]))
}

function asObject(value: Json | undefined): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('not an object')
  return value as JsonObject
}

function asStrings(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error('not a list')
  return value.map(String)
}
