import { Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { doorkeeper } from './authenticate.ts'

describe('the door', () => {
  const letIn = doorkeeper(new Secret('sk-right'))

  it.each([
    { authorization: 'Bearer sk-right' },
    { authorization: 'bearer sk-right ' },
    { 'x-api-key': 'sk-right' },
    { 'api-key': 'sk-right' },
  ])('opens for %j', (headers) => {
    expect(() => letIn(headers)).not.toThrow()
  })

  it.each([
    {},
    { authorization: 'sk-right' },
    { authorization: 'Bearer sk-righ' },
    { authorization: 'Bearer sk-right2' },
    { authorization: 'Basic sk-right' },
    { 'x-api-key': '' },
    { authorization: 'Bearer wrong', 'x-api-key': 'sk-wrong' },
  ])('stays shut for %j', (headers) => {
    expect(() => letIn(headers)).toThrow(expect.objectContaining({ status: 401, code: 'invalid_api_key' }))
  })

  it('is open to all where there is no key', () => {
    expect(() => doorkeeper(undefined)({})).not.toThrow()
  })
})
