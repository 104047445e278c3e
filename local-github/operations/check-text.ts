import { ApiError, invalid } from './api-error.ts'

const bodyLimit = 65_536
const titleLimit = 256

/** @throws ApiError 422 for a text that GitHub does not store */
export function checkLength(resource: string, field: string, text: string | null | undefined): void {
  if ((text ?? '').length <= bodyLimit) return
  throw invalid({
    resource,
    code: 'custom',
    field,
    message: `${field} is too long (maximum is ${bodyLimit} characters)`,
  })
}

export function checkTitle(resource: string, title: string | number | null | undefined): string {
  const text = String(title ?? '').trim()
  if (text === '') throw invalid({ resource, code: 'missing_field', field: 'title' })
  if (text.length > titleLimit) {
    throw invalid({
      resource,
      code: 'custom',
      field: 'title',
      message: `title is too long (maximum is ${titleLimit} characters)`,
    })
  }
  return text
}

/** A comment without a word in it is none. */
export function checkComment(body: string): void {
  if (body.trim() === '')
    throw new ApiError(422, 'Validation Failed', [
      { resource: 'IssueComment', code: 'missing_field', field: 'body' },
    ])
  checkLength('IssueComment', 'body', body)
}
