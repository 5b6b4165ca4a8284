import { expect, test } from 'vitest'
import { RequestReader } from './request-reader.ts'

const request = 'POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello'

test.each([1, 4, 38, 39, 1_000])('bodies are found in pieces of %i bytes', (size) => {
  const reader = new RequestReader()
  const bodies: string[] = []
  for (const text of [request, request]) {
    for (let at = 0; at < text.length; at += size) {
      const body = reader.feed(Buffer.from(text.slice(at, at + size)))
      if (body !== undefined) bodies.push(body.toString())
    }
  }
  expect(bodies).toEqual(['hello', 'hello'])
})

test('a request without a length, or with more than it, is an error', () => {
  expect(() => new RequestReader().feed(Buffer.from('POST / HTTP/1.1\r\n\r\n'))).toThrow('no content-length')
  expect(() => new RequestReader().feed(Buffer.from(`${request}!`))).toThrow('more bytes')
})
