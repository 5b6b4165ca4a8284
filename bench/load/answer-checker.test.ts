import { expect, test } from 'vitest'
import { AnswerChecker, type Expected } from './answer-checker.ts'

const plain = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\nx-other: 1\r\n\r\n0123456789'
const stream =
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: {}\n\r\n1\r\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n'

/** Feeds the text in pieces of the given size; tells after which pieces an answer was complete. */
const completions = (text: string, size: number, expected: Partial<Expected> = {}): number[] => {
  const checker = new AnswerChecker({ ending: '', leastBytes: 1, ...expected })
  const bytes = Buffer.from(text)
  const ends: number[] = []
  for (let at = 0; at < bytes.length; at += size) {
    if (checker.feed(bytes.subarray(at, at + size))) ends.push(Math.min(at + size, bytes.length))
  }
  return ends
}

test.each([1, 2, 3, 7, 64, 1_000])('answers in pieces of %i bytes are complete with their last byte', (size) => {
  expect(completions(plain, size)).toEqual([plain.length])
  expect(completions(stream, size, { ending: 'data: [DONE]' })).toEqual([stream.length])
})

test('one connection brings answer after answer', () => {
  expect(completions(plain + plain, plain.length)).toEqual([plain.length, 2 * plain.length])
})

test('an answer without its last byte is not complete', () => {
  expect(completions(plain.slice(0, -1), 16)).toEqual([])
  expect(completions(stream.slice(0, -1), 16, { ending: 'data: [DONE]' })).toEqual([])
})

test('other statuses, surplus bytes, endless and short answers are errors', () => {
  expect(() => completions(plain.replace('200 OK', '502 Bad Gateway'), 20)).toThrow('not a 200')
  expect(() => completions(`${plain}x`, 1_000)).toThrow('11 bytes where 10')
  expect(() => completions('HTTP/1.1 200 OK\r\n\r\nhello', 1_000)).toThrow('no end')
  expect(() => completions(plain, 1_000, { leastBytes: 11 })).toThrow('only 10 bytes')
})

test('a stream that ends without [DONE] is an error', () => {
  expect(() => completions(stream.replace('[DONE]', '{"e":1}'), 5, { ending: 'data: [DONE]' })).toThrow('ends with')
})
