import { describe, expect, it } from 'vitest'
import { closing, completion, done, events, opening, wallText, words } from './chat-text.ts'
import type { Heard } from './client.ts'
import { chunk, failure, head, json, lastChunk, streamHead } from './http-text.ts'
import { readAnswers } from './read-answers.ts'
import { toldBy } from './told.ts'
import { inWords } from './told-words.ts'

const hearing = (text: string, ended: Heard['ended'] = 'closed'): Heard => {
  const latin1 = Buffer.from(text).toString('latin1')
  return { answers: readAnswers(latin1, ended === 'closed'), ended, text: latin1, tookMs: 0, endedMs: 0 }
}
const stream = (...texts: readonly string[]) => streamHead + texts.map(chunk).join('')

describe('what a client was told', () => {
  it.each<[string, Heard, object, string]>([
    ['an answer', hearing(json(200, completion())), { told: 'answer', text: wallText }, 'the answer, whole'],
    [
      'a stream',
      hearing(stream(...events) + lastChunk),
      { told: 'answer', text: wallText, done: true },
      'the answer, whole',
    ],
    [
      'one that forgot [DONE]',
      hearing(stream(opening, ...words, closing) + lastChunk),
      { told: 'answer', done: false },
      'the answer, whole',
    ],
    [
      'one that ends half-way',
      hearing(stream(opening, words[0] ?? '') + lastChunk),
      { told: 'silent end', text: 'The' },
      '“The”, and an end as if it were whole',
    ],
    [
      '[DONE] half-way',
      hearing(stream(words[0] ?? '', done) + lastChunk),
      { told: 'silent end' },
      '“The”, and an end as if it were whole',
    ],
    [
      'one that breaks',
      hearing(stream(words[0] ?? ''), 'broken'),
      { told: 'cut', text: 'The' },
      '“The”, then the connection broke',
    ],
    [
      'one that goes on for ever',
      hearing(stream(words[0] ?? ''), 'waiting'),
      { told: 'nothing' },
      '“The”, and then nothing more',
    ],
    [
      'an error inside',
      hearing(stream(words[0] ?? '', 'data: {"error":{"message":"no","code":"x"}}\n\n') + lastChunk),
      { told: 'broken stream', code: 'x' },
      '“The”, then an error: x',
    ],
    [
      'an error',
      hearing(failure(503, { message: 'no', code: 'busy' })),
      { told: 'error', status: 503, code: 'busy' },
      'an error: 503 busy',
    ],
    [
      'a page',
      hearing(`${head(200, 'content-type: text/html')}<html>`),
      { told: 'nonsense' },
      'success (200), and in it “<html>”',
    ],
    ['nothing', hearing('', 'waiting'), { told: 'nothing' }, 'nothing, and then nothing more'],
    ['a closed door', hearing('', 'closed'), { told: 'closed' }, 'nothing: the connection was closed'],
  ])('%s', (_what, heard, expected, inWord) => {
    const told = toldBy(heard)
    expect(told).toMatchObject(expected)
    expect(inWords(told)).toBe(inWord)
  })
})

describe('readAnswers', () => {
  it('reads one after the other, whatever their framing, and passes over 1xx', () => {
    const text = head(100) + json(200, { a: 1 }) + stream('x') + lastChunk + head(204) + json(404, {})
    expect(readAnswers(text, false).map(({ status, complete }) => [status, complete])).toEqual([
      [200, true],
      [200, true],
      [204, true],
      [404, true],
    ])
  })
})
