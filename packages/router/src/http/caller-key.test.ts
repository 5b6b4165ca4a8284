import { describe, expect, it } from 'vitest'
import { callerName } from './caller-key.ts'

const nameOf = (headers: Readonly<Record<string, string>>) => callerName((name) => headers[name])

describe('callerName', () => {
  it('is the key, or whatever else authorizes the caller', () => {
    expect(nameOf({ authorization: 'Bearer sk-1 ' })).toBe('sk-1')
    expect(nameOf({ authorization: 'Basic one', 'api-key': 'sk-2' })).toBe('sk-2')
    expect(nameOf({ authorization: 'Basic one' })).not.toBe(nameOf({ authorization: 'Basic two' }))
    expect(nameOf({})).toBe('')
  })
})
