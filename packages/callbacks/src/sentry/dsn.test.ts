import { describe, expect, it } from 'vitest'
import { parseDsn } from './dsn.ts'

describe('a DSN', () => {
  it.each([
    ['https://public@sentry.example.com/1', 'https://sentry.example.com/api/1/envelope/', 'public', undefined],
    ['https://a1:b2@o1.ingest.us.sentry.io/42', 'https://o1.ingest.us.sentry.io/api/42/envelope/', 'a1', 'b2'],
    ['http://k@localhost:9000/some/path/7', 'http://localhost:9000/some/path/api/7/envelope/', 'k', undefined],
  ])('%s', (text, url, publicKey, secretKey) => {
    expect(parseDsn(text)).toEqual({ url, publicKey, secretKey, origin: new URL(url).origin })
  })

  it.each([
    ...['', 'no url', 'ftp://k@host/1', 'https://host/1', 'https://k@host', 'https://k@host/', 'https://k%0a@host/1'],
    ...['https://k@host/1%2f', 'https://k:%20@host/1'],
  ])('is none: %j', (text) => {
    expect(parseDsn(text)).toBeUndefined()
  })
})
