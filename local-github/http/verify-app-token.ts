import { verify } from 'node:crypto'
import type { App } from '../model.ts'
import { ApiError } from '../operations/api-error.ts'

const longestLifeSeconds = 600
const clockSkewSeconds = 60

/**
 * Checks the JWT of an App as GitHub does: RS256, issued in the past, for at most ten minutes ("Generating a JSON
 * Web Token for a GitHub App").
 * @throws ApiError 401
 */
export function verifyAppToken(token: string, app: App, now: Date): void {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { alg } = decode(header)
  const signed = Buffer.from(`${header}.${payload}`)
  if (alg !== 'RS256' || !verify('sha256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) {
    throw new ApiError(401, 'A JSON web token could not be decoded')
  }
  const { iat, exp, iss } = decode(payload)
  const seconds = now.getTime() / 1000
  if (String(iss) !== String(app.id)) throw new ApiError(401, "'Issuer' claim ('iss') must be the App's id")
  if (typeof iat !== 'number' || iat > seconds + clockSkewSeconds) {
    throw new ApiError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  }
  if (typeof exp !== 'number' || exp < seconds) {
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time",
    )
  }
  if (exp - iat > longestLifeSeconds + clockSkewSeconds) {
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future")
  }
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    throw new ApiError(401, 'A JSON web token could not be decoded')
  }
}
