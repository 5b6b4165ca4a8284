import { ProviderError } from '@turnout/core'
import { type FakeAnswer, FakeTransport, settle } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { chatCall, failureOf, hear } from '../test-support/provider-call.test.ts'
import { request } from '../test-support/wire.test.ts'
import { ChunkMaker } from './chunk-maker.ts'
import { ndjsonDecoder } from './ndjson-decoder.ts'
import { openExchange } from './open-exchange.ts'
import { type Translator, translateStream } from './translate-stream.ts'
import { readJson } from './unreadable.ts'

const lineSchema = z.string()

/** A stream of JSON words: `end` is its end, `oops` an error, `bug` a mistake of ours. */
function open(answer: FakeAnswer, end?: (out: ChunkMaker) => void) {
  const transport = new FakeTransport(() => ({ headers: { 'content-type': 'application/x-ndjson' }, ...answer }))
  const call = chatCall({}, { stream: true })
  const played = { ...call, runtime: { ...call.runtime, transport } }
  const out = new ChunkMaker(played, 'o')
  const translator: Translator<string> = {
    out,
    take(line) {
      const word = readJson(lineSchema, line)
      if (word === 'end') out.done()
      else if (word === 'oops') throw new ProviderError('unavailable', 'm')
      else if (word === 'bug') throw new TypeError('bug')
      else out.text(word)
    },
    ...(end ? { end: () => end(out) } : {}),
  }
  const exchange = openExchange(played, request, {
    streamType: 'ndjson',
    whole: () => expect.fail('not a plain answer'),
    stream: (opened) => translateStream(opened, played, ndjsonDecoder(), translator),
  })
  exchange.catch(() => {})
  return { exchange, transport }
}

const play = async (pieces: readonly string[], end?: (out: ChunkMaker) => void) => {
  const { exchange, transport } = open({ pieces }, end)
  const heard = await hear((await exchange).batches)
  for (let i = 0; i < 4; i++) await settle()
  return { ...heard, aborted: transport.seen[0]?.aborted, error: heard.facts.at(-1)?.error }
}

describe('translateStream', () => {
  it('gives a batch for each read that says something, and lets a good stream end by itself', async () => {
    const { text, facts, done, aborted } = await play(['"a"\n"b"\n', '"c', '"\n', '"end"\n', '"late"\n'])
    expect({ text, done, aborted }).toEqual({ text: 'abc', done: true, aborted: undefined })
    expect(facts.map(({ events }) => events)).toEqual([2, 1, 0])
  })

  it.each([
    ['"oops"', 'unavailable'],
    ['{}', 'server'],
    ['x', 'server'],
  ])('closes the connection after %s, and says nothing that follows', async (line, kind) => {
    const { text, error, aborted } = await play([`"a"\n${line}\n"b"\n`, '"c"\n', '"d"\n'])
    expect(text).toBe('a')
    expect(error).toMatchObject({ kind })
    expect(aborted).toBeDefined()
  })

  it('asks at the end of the stream, where it did not end before', async () => {
    const finish = (out: ChunkMaker) => {
      out.finish('stop')
      out.done()
    }
    expect(await play(['"a"'], finish)).toMatchObject({ text: 'a', done: true, finished: [[0, 'stop']] })
    expect(await play(['"a"\n"end"\n'], finish)).toMatchObject({ finished: [] })
    expect(await play(['"a"'])).toMatchObject({ text: 'a', done: false })
  })

  it('lets what is broken break it', async () => {
    const cut = open({ pieces: ['"a"\n'], breaksWith: new Error('reset') })
    expect(await failureOf(hear((await cut.exchange).batches))).toMatchObject({ code: 'upstream_truncated' })
    const bug = open({ pieces: ['"bug"\n'] })
    await expect(hear((await bug.exchange).batches)).rejects.toThrow(TypeError)
  })

  it('closes the connection when nobody reads on', async () => {
    const { exchange, transport } = open({ pieces: ['"a"\n', '"b"\n', '"c"\n'] })
    for await (const _batch of (await exchange).batches) break
    expect(transport.seen[0]?.aborted).toBeDefined()
  })

  it('is only tried on a stream of its type', async () => {
    const { exchange } = open({ headers: { 'content-type': 'text/event-stream' }, pieces: [] })
    expect(await failureOf(exchange)).toMatchObject({ code: 'upstream_invalid_response' })
  })
})
