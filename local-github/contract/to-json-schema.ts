/** Turns OpenAPI 3.0's `nullable` into what JSON Schema knows, everywhere in a document. */
export function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [key, toJsonSchema(child)]),
  )
  if (nullable === undefined) return rest
  // A property that is called `nullable` is no keyword.
  if (typeof nullable !== 'boolean') return { ...rest, nullable }
  return nullable ? { anyOf: [{ type: 'null' }, rest] } : rest
}
