import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { matchPath, parsePattern, type PathPattern } from './path-pattern.ts'
import { toJsonSchema } from './to-json-schema.ts'

type JsonObject = { readonly [key: string]: unknown }

export type Operation = {
  /** GitHub's name for it: `issues/create-comment`. */
  readonly id: string
  readonly method: string
  readonly pattern: PathPattern
  readonly pointer: string
  readonly description: JsonObject
}

/** A request or response, as the wire has it. `path` is below the API's root: `/repos/…`. */
export type ContractRequest = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

type ReadRequest = {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly faults: readonly string[]
}

/** GitHub's own description of its API, as far as it is used here, as a judge of requests and responses. */
export class Contract {
  readonly operations: readonly Operation[]
  readonly #ajv: Ajv
  readonly #validators = new Map<string, ValidateFunction>()
  readonly #document: JsonObject

  constructor(document: JsonObject) {
    this.#document = object(toJsonSchema(document))
    this.#ajv = new Ajv({
      strict: false,
      logger: false,
      allErrors: true,
      coerceTypes: false,
      validateSchema: false,
    })
    addFormats.default(this.#ajv)
    this.#ajv.addSchema(this.#document, 'github')
    this.operations = listOperations(this.#document)
  }

  /** The extract that is kept beside this file. */
  static load(): Contract {
    const file = join(import.meta.dirname, '../openapi/github-api.json')
    return new Contract(object(JSON.parse(readFileSync(file, 'utf8'))))
  }

  /** The operation of a request, with what stands for its path's parameters; null where GitHub's description has none. */
  match(method: string, path: string): { operation: Operation; params: Record<string, string> } | null {
    for (const operation of this.operations) {
      if (operation.method !== method.toUpperCase()) continue
      const params = matchPath(operation.pattern, path)
      if (params !== null) return { operation, params }
    }
    return null
  }

  /** @returns what is wrong with a request, in words; nothing where it is as described */
  checkRequest(request: ContractRequest): readonly string[] {
    return this.readRequest(request).faults
  }

  /** Takes a request apart: its parameters with the types that they are described to have, and what is wrong. */
  readRequest({ method, path, query, body }: ContractRequest): ReadRequest {
    const found = this.match(method, path)
    if (found === null) {
      return { params: {}, query: {}, faults: [`${method} ${path}: not among the operations described`] }
    }
    const { operation, params } = found
    const inPath = this.#readParameters(operation, 'path', params)
    const inQuery = this.#readParameters(operation, 'query', query)
    const faults = [...inPath.faults, ...inQuery.faults, ...this.#checkBody(operation, body)]
    return {
      params: inPath.values,
      query: inQuery.values,
      faults: faults.map((fault) => `${operation.id}: ${fault}`),
    }
  }

  /** @returns what is wrong with a response to an operation */
  checkResponse(operation: Operation, status: number, body: unknown): readonly string[] {
    const responses = object(operation.description['responses'])
    const described = responses[String(status)]
    if (described === undefined) {
      // GitHub's description leaves out many refusals that apply to every operation.
      return status >= 400 || status === 304
        ? []
        : [`${operation.id}: answers ${status}, which is not described`]
    }
    const pointer = `${operation.pointer}/responses/${status}`
    const [target, content] = this.#jsonContent(described, pointer)
    if (content === null) return []
    return this.#validate(target, body).map((fault) => `${operation.id}: response ${status} ${fault}`)
  }

  #readParameters(
    operation: Operation,
    place: 'path' | 'query',
    texts: Readonly<Record<string, string>>,
  ): { values: Record<string, unknown>; faults: readonly string[] } {
    const described = this.#parameters(operation, place)
    const values: Record<string, unknown> = {}
    const faults: string[] = []
    for (const name of Object.keys(texts)) {
      if (!described.has(name)) faults.push(`no ${place} parameter is called ${name}`)
    }
    for (const [name, { value, pointer }] of described) {
      const text = texts[name]
      if (text === undefined) {
        if (value['required'] === true) faults.push(`${name} is missing`)
        continue
      }
      const readings = [text, ...(Number.isNaN(Number(text)) ? [] : [Number(text)]), text === 'true']
      const fitting = readings.find((reading) => this.#validate(`${pointer}/schema`, reading).length === 0)
      if (fitting === undefined) {
        const [fault = ''] = this.#validate(`${pointer}/schema`, text)
        faults.push(`${place} parameter ${name} ${fault}`)
      } else values[name] = fitting
    }
    return { values, faults }
  }

  #parameters(
    operation: Operation,
    place: string,
  ): ReadonlyMap<string, { value: JsonObject; pointer: string }> {
    const list = operation.description['parameters']
    const resolved = (Array.isArray(list) ? list : []).map((entry: unknown, index) =>
      this.#resolve(object(entry), `${operation.pointer}/parameters/${index}`),
    )
    return new Map(
      resolved.filter(({ value }) => value['in'] === place).map((one) => [String(one.value['name']), one]),
    )
  }

  #checkBody(operation: Operation, body: unknown): readonly string[] {
    const described = operation.description['requestBody']
    if (described === undefined) return body === undefined ? [] : ['takes no body']
    if (body === undefined) return object(described)['required'] === true ? ['the body is missing'] : []
    const [pointer, content] = this.#jsonContent(described, `${operation.pointer}/requestBody`)
    return content === null ? [] : this.#validate(pointer, body).map((fault) => `body ${fault}`)
  }

  /** Where the schema of a JSON body is; null where there is none. */
  #jsonContent(described: unknown, at: string): readonly [string, JsonObject | null] {
    const { value, pointer } = this.#resolve(object(described), at)
    const content = value['content'] === undefined ? {} : object(value['content'])
    const type = Object.keys(content).find((name) => name === 'application/json') ?? null
    if (type === null) return [pointer, null]
    return [`${pointer}/content/${escape(type)}/schema`, object(content[type])]
  }

  #resolve(value: JsonObject, pointer: string): { value: JsonObject; pointer: string } {
    const reference = value['$ref']
    if (typeof reference !== 'string') return { value, pointer }
    const parts = reference.slice(2).split('/')
    const target = parts.reduce<unknown>((at, part) => object(at)[part], this.#document)
    return { value: object(target), pointer: reference.slice(1) }
  }

  #validate(pointer: string, value: unknown): readonly string[] {
    let validator = this.#validators.get(pointer)
    if (validator === undefined) {
      validator = this.#ajv.compile({ $ref: `github#${pointer}` })
      this.#validators.set(pointer, validator)
    }
    if (validator(value)) return []
    return (validator.errors ?? [])
      .slice(0, 10)
      .map((error) => `${error.instancePath || '/'} ${error.message ?? ''}`)
  }
}

/** Longer paths first: what may hold slashes must not swallow them. */
function listOperations(document: JsonObject): readonly Operation[] {
  const operations = Object.entries(object(document['paths'])).flatMap(([path, item]) =>
    Object.entries(object(item)).map(([method, description]) => ({
      id: String(object(description)['operationId']),
      method: method.toUpperCase(),
      pattern: parsePattern(path),
      pointer: `/paths/${escape(path)}/${method}`,
      description: object(description),
    })),
  )
  return operations.sort((a, b) => b.pattern.parts.length - a.pattern.parts.length)
}

/** As a JSON pointer inside a URI fragment. */
function escape(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function object(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null) throw new Error('the API description is damaged')
  return value as JsonObject
}
