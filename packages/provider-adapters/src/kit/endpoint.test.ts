import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { extraHeaders, parseBaseUrl, perDeployment } from './endpoint.ts'

describe('parseBaseUrl', () => {
  it.each([
    ['https://api.example.com', '', ''],
    ['https://api.example.com/', '', ''],
    ['https://api.example.com/v1', '/v1', ''],
    ['https://api.example.com/v1///', '/v1', ''],
    ['https://api.example.com/v1/?api-version=1', '/v1', '?api-version=1'],
  ])('splits %s', (url, basePath, query) => {
    expect(parseBaseUrl(url)).toEqual({ origin: 'https://api.example.com', basePath, query })
  })

  it('keeps the port', () => {
    expect(parseBaseUrl('http://localhost:8080/v1').origin).toBe('http://localhost:8080')
  })

  it.each(['', 'api.example.com/v1', 'file:///etc/passwd', 'ftp://example.com'])('refuses %j', (url) => {
    expect(() => parseBaseUrl(url)).toThrow(
      expect.objectContaining({ kind: 'not-found', code: 'deployment_misconfigured' }),
    )
  })
})

describe('perDeployment', () => {
  it('builds once for each deployment', () => {
    let built = 0
    const numberOf = perDeployment(() => ++built)
    const [a, b] = [makeDeployment({ model: 'a' }), makeDeployment({ model: 'b' })]
    expect([numberOf(a), numberOf(b), numberOf(a), numberOf(b)]).toEqual([1, 2, 1, 2])
  })
})

describe('extraHeaders', () => {
  const headersFor = (extra_headers: unknown) =>
    extraHeaders(makeDeployment({ model: 'm', settings: { extra_headers } as never }))

  it('gives names and values in turn', () => {
    expect(headersFor({ 'x-team': 'a', 'x-app': 'b' })).toEqual(['x-team', 'a', 'x-app', 'b'])
  })

  it.each([undefined, null, 'x', {}])('gives nothing for %j', (extra) => {
    expect(headersFor(extra)).toEqual([])
  })
})
