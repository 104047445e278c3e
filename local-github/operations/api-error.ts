export type FieldError = {
  readonly resource: string
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom'
  readonly field?: string
  readonly message?: string
}

/** A refusal, as GitHub words it. */
export class ApiError extends Error {
  readonly status: number
  readonly errors: readonly FieldError[] | null
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    message: string,
    errors: readonly FieldError[] | null = null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.errors = errors
    this.headers = headers
  }

  toBody(): object {
    return {
      message: this.message,
      ...(this.errors === null ? {} : { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    }
  }
}

export function notFound(): ApiError {
  return new ApiError(404, 'Not Found')
}

export function invalid(...errors: readonly FieldError[]): ApiError {
  return new ApiError(422, 'Validation Failed', errors)
}

/** What an installation is told that lacks a permission. */
export function notAccessible(): ApiError {
  return new ApiError(403, 'Resource not accessible by integration')
}

/** @throws 404 in place of what is not there */
export function orNotFound<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw notFound()
  return value
}
