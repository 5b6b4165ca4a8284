import { type ChunkBatch, type Facts, noFacts, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { joined } from './joined.ts'

const batch = (text: string, facts: Partial<Facts> = {}): ChunkBatch<'chat'> => ({
  kind: 'chunks',
  raw: Buffer.from(text),
  latin1: Buffer.from(text).toString('latin1'),
  facts: { ...noFacts, ...facts },
  chunks: () => [{ id: text, object: 'chat.completion.chunk', created: 1, model: 'm', choices: [] }],
})

const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }

describe('joined', () => {
  it('is all of them: their bytes, their chunks, and what is known of them', () => {
    const one = joined([
      batch('rôle', { choices: 1, events: 0 }),
      batch('hello', { content: true, choices: 2 }),
      batch('end', { finished: [0, 1], choices: 2, done: true, usage, events: 0 }),
    ])
    expect(Buffer.from(one.raw ?? []).toString()).toBe('rôlehelloend')
    expect(one.latin1).toBe(Buffer.from('rôlehelloend').toString('latin1'))
    expect(one.chunks().map(({ id }) => id)).toEqual(['rôle', 'hello', 'end'])
    expect(one.facts).toEqual({ content: true, choices: 2, finished: [0, 1], done: true, usage, events: 1 })
  })

  it('has no characters where one of them has none, and no bytes where none of them has any', () => {
    const { latin1: _, ...unread } = batch('b')
    expect(joined([batch('a'), unread]).latin1).toBeUndefined()
    expect(Buffer.from(joined([batch('a'), unread]).raw ?? []).toString()).toBe('ab')
    const { raw: __, ...translated } = unread
    expect(joined([translated, translated])).not.toHaveProperty('raw')
    expect(joined([translated, translated]).chunks()).toHaveLength(2)
  })

  it('makes bytes of what has none, where others have theirs', () => {
    const { raw: _, latin1: __, ...translated } = batch('b')
    const one = joined([batch('data: a\n\n'), translated])
    expect(Buffer.from(one.raw ?? []).toString()).toBe(
      'data: a\n\ndata: {"id":"b","object":"chat.completion.chunk","created":1,"model":"m","choices":[]}\n\n',
    )
    expect(one.latin1).toBeUndefined()
  })

  it('has the error that the last of them has', () => {
    const error = new ProviderError('server', 'no')
    expect(joined([batch('a'), batch('b', { content: true, error })]).facts.error).toBe(error)
  })
})
