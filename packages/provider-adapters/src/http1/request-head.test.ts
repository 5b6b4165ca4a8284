import { describe, expect, it } from 'vitest'
import { requestHead } from './request-head.ts'

const request = { origin: 'https://a.example:8443', path: '/v1', method: 'POST', body: null } as const

describe('requestHead', () => {
  it('is all but the last line of a head', () => {
    const head = requestHead({ ...request, headers: ['X-Key', 'a b', 'x-empty', ''] })
    expect(head).toBe(
      'POST /v1 HTTP/1.1\r\nhost: a.example:8443\r\nconnection: keep-alive\r\nX-Key: a b\r\nx-empty: \r\n',
    )
  })

  it('lets a host be named', () => {
    const head = requestHead({ ...request, headers: ['Host', 'b.example'] })
    expect(head).toContain('\r\nhost: b.example\r\n')
    expect(head).not.toContain('a.example')
  })

  it('remembers a list, for each place it goes to', () => {
    const headers = ['x-key', 'a']
    const [first, other, get] = [
      requestHead({ ...request, headers }),
      requestHead({ ...request, headers, path: '/v2' }),
      requestHead({ ...request, headers, method: 'GET' }),
    ]
    headers[1] = 'never seen, since lists that were handed over do not change'
    expect(requestHead({ ...request, headers })).toBe(first)
    expect(requestHead({ ...request, headers, path: '/v2' })).toBe(other)
    expect(requestHead({ ...request, headers, method: 'GET' })).toBe(get)
    expect(requestHead({ ...request, headers, origin: 'https://b.example' })).toContain('host: b.example\r\n')
    expect(new Set([first, other, get]).size).toBe(3)
  })

  it('remembers the usual part of a list, and writes the rest anew', () => {
    const usualHeaders = ['x-key', 'a']
    const headOf = (...own: string[]) => requestHead({ ...request, headers: [...usualHeaders, ...own], usualHeaders })
    const usual = requestHead({ ...request, headers: usualHeaders })
    expect(headOf('traceparent', '1')).toBe(`${usual}traceparent: 1\r\n`)
    expect(headOf('traceparent', '2')).toBe(`${usual}traceparent: 2\r\n`)
    expect(() => headOf('tracestate', 'a\r\nb: c')).toThrow(/invalid/)
  })

  it('remembers no more than the last few places of a list', () => {
    const headers = ['x-key', 'a']
    for (let at = 0; at < 40; at++) requestHead({ ...request, headers, path: `/${at}` })
    headers[1] = 'b'
    expect(requestHead({ ...request, headers, path: '/39' })).toContain('x-key: a')
    expect(requestHead({ ...request, headers, path: '/0' })).toContain('x-key: b')
  })

  it.each([
    ...['connection', 'Content-Length', 'expect', 'keep-alive', 'Transfer-Encoding', 'upgrade'].map((name) => [
      name,
      '1',
    ]),
    ['', 'a'],
    ['a:b', 'c'],
    ['a', 'b\nc'],
    ['a', '\x7f'],
  ])('refuses %j: %j', (...headers) => {
    expect(() => requestHead({ ...request, headers })).toThrow(/invalid/)
  })

  it('refuses a name without a value', () => {
    expect(() => requestHead({ ...request, headers: ['a'] })).toThrow('headers must be pairs')
  })
})
