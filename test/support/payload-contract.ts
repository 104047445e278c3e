import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

const file = createRequire(import.meta.url).resolve('@octokit/webhooks-schemas/schema.json')
const ajv = new Ajv({ strict: false, logger: false, allErrors: true, validateSchema: false })
addFormats.default(ajv)
ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object, 'webhooks')

/** @returns what is wrong with a webhook's payload, by the schemas of octokit's recorded ones */
export function faultsOfPayload(event: string, payload: object): readonly string[] {
  const action: unknown = Reflect.get(payload, 'action')
  const name = `${event}$${typeof action === 'string' ? action : 'event'}`
  const validate = ajv.getSchema(`webhooks#/definitions/${encodeURIComponent(name)}`)
  if (validate === undefined) return [`${name}: no such event`]
  if (validate(payload) === true) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${name}: ${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  )
}
