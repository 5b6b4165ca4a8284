import { describe, expect, it } from 'vitest'
import { refuseAmbiguous } from './refuse-ambiguous.ts'

const json = { 'content-type': 'application/json' }
const refusing = (rawHeaders: string[], headers: Record<string, string> = json) => {
  try {
    refuseAmbiguous({ rawHeaders, headers })
    return undefined
  } catch (error) {
    return error
  }
}

describe('refuseAmbiguous', () => {
  it.each([
    ['Host', 'a', 'host', 'b'],
    ['Authorization', 'Bearer a', 'Accept', '*', 'AUTHORIZATION', 'Bearer a'],
  ])('refuses two of %s', (...rawHeaders) => {
    expect(refusing(rawHeaders)).toMatchObject({ status: 400, code: 'duplicate_header' })
  })

  it('lets one of each in, and two of others', () => {
    expect(refusing(['Host', 'a', 'Authorization', 'b', 'X-A', '1', 'X-A', '2', 'host-', 'c'])).toBeUndefined()
  })

  it.each(['application/json; charset=utf-16', 'multipart/form-data; boundary=x', 'text/plain;charset="latin1"'])(
    'refuses a body in %s',
    (type) => {
      expect(refusing([], { 'content-type': type })).toMatchObject({ status: 415, code: 'unsupported_media_type' })
    },
  )

  it.each([
    'application/json',
    'application/json; charset=UTF-8',
    'text/plain;charset=utf8',
    'application/x-www-form-urlencoded',
  ])('reads %s, for a body is JSON whatever it is called', (type) => {
    expect(refusing([], { 'content-type': type })).toBeUndefined()
  })

  it('reads a body of which nothing is said', () => expect(refusing([], {})).toBeUndefined())
})
