import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Contract } from '../../../local-github/contract/contract.ts'
import { toJsonSchema } from '../../../local-github/contract/to-json-schema.ts'
import { allOperations } from '../../../local-github/operations/all-operations.ts'

const contract = Contract.load()

describe('GitHub’s description of its API', () => {
  it('has every operation that is answered, and no other', () => {
    const file = join(import.meta.dirname, '../../../local-github/openapi/operations.json')
    const listed = JSON.parse(readFileSync(file, 'utf8')) as string[]
    expect(contract.operations.map(({ id }) => id).sort()).toEqual([...listed].sort())
    expect([...allOperations.keys()].sort()).toEqual([...listed].sort())
  })

  it('finds operations by their path, with parameters that may hold slashes', () => {
    expect(contract.match('get', '/repos/a/b/git/ref/heads/x/y')).toMatchObject({
      operation: { id: 'git/get-ref' },
      params: { owner: 'a', repo: 'b', ref: 'heads/x/y' },
    })
    expect(contract.match('GET', '/repos/a/b/commits/x%2Fy/check-runs')?.params['ref']).toBe('x/y')
    expect(contract.match('GET', '/repos/a/b/commits/x/y')?.operation.id).toBe('repos/get-commit')
    expect(contract.match('GET', '/repos/a/b/stargazers')).toBeNull()
    expect(contract.match('GET', '/repos/a/%ZZ/issues')).toBeNull()
  })

  it('reads parameters with their types, and refuses what is not described', () => {
    const query = { per_page: '5', state: 'all', direction: 'asc' }
    const request = { method: 'GET', path: '/repos/a/b/pulls', query, body: undefined }
    expect(contract.readRequest(request)).toEqual({
      params: { owner: 'a', repo: 'b' },
      query: { per_page: 5, state: 'all', direction: 'asc' },
      faults: [],
    })
    const faulty = { ...request, query: { state: 'open?', colour: 'red' } }
    expect(contract.checkRequest(faulty)).toEqual([
      'pulls/list: no query parameter is called colour',
      expect.stringMatching(/^pulls\/list: query parameter state/),
    ])
  })

  it('catches a bad body and a bad answer', () => {
    const request = { method: 'POST', path: '/repos/a/b/issues/1/comments', query: {}, body: { text: 'x' } }
    expect(contract.checkRequest(request)).toEqual([
      expect.stringContaining("must have required property 'body'"),
    ])
    const found = contract.match('POST', request.path)
    if (found === null) throw new Error('no such operation')
    expect(contract.checkResponse(found.operation, 201, { id: 'x' })[0]).toMatch(
      /^issues\/create-comment: response 201/,
    )
    expect(contract.checkResponse(found.operation, 204, undefined)).toEqual([
      'issues/create-comment: answers 204, which is not described',
    ])
  })

  it('reads nullable as JSON Schema has it, and a property of that name as a property', () => {
    expect(toJsonSchema({ type: 'string', nullable: true })).toEqual({
      anyOf: [{ type: 'null' }, { type: 'string' }],
    })
    expect(toJsonSchema({ type: 'string', nullable: false })).toEqual({ type: 'string' })
    expect(toJsonSchema({ properties: { nullable: { type: 'string' } } })).toEqual({
      properties: { nullable: { type: 'string' } },
    })
  })
})
