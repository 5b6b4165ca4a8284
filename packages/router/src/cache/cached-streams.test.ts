import { cutsAfter, fails, says, settle } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Script, setUp } from '../test-support/scripted-groups.test.ts'

const messages = [{ role: 'user', content: 'hi' }]
const request = { model: 'main', messages }

const world = (script: Script) => setUp({ main: ['a'] }, script, { cacheResponses: true, numRetries: 0 })
type World = ReturnType<typeof world>

const streamed = async ({ router }: World): Promise<readonly [string, string]> => {
  const stream = await router.completion({ ...request, stream: true })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  return [text, stream.reply.cache?.status ?? 'off']
}

const plain = async ({ router }: World): Promise<readonly [unknown, string]> => {
  const reply = await router.call('chat', request)
  return [reply.whole().result().choices[0]?.message.content, reply.cache?.status ?? 'off']
}

describe('streams and the cache', () => {
  it('are kept when they end well, and told again', async () => {
    const at = world({ a: [says('one two three'), says('other')] })
    expect(await streamed(at)).toEqual(['one two three', 'miss'])
    expect(await streamed(at)).toEqual(['one two three', 'hit'])
    expect(await plain(at)).toEqual(['one two three', 'hit'])
  })

  it('are told of answers that were plain', async () => {
    const at = world({ a: [says('one two three'), says('other')] })
    expect(await plain(at)).toEqual(['one two three', 'miss'])
    expect(await streamed(at)).toEqual(['one two three', 'hit'])
  })

  it('end once when the caller leaves before it has read them', async () => {
    const at = world({ a: [says('one two three')] })
    await plain(at)
    const caller = new AbortController()
    const { signal } = caller
    const unread = await at.router.call('chat', { ...request, stream: true }, { signal })
    caller.abort()
    await settle()
    const ends = at.events.filter(({ type }) => type === 'request-end')
    expect(ends).toMatchObject([{}, { failure: { kind: 'cancelled' } }])
    await expect(unread.next()).rejects.toMatchObject({ kind: 'cancelled' })
    await settle()
    expect(at.events.filter(({ type }) => type === 'request-end')).toHaveLength(2)
  })

  it('are not kept when they break off, or nobody reads them to the end', async () => {
    const at = world({ a: [cutsAfter('half'), says('whole'), says('next')] })
    await expect(streamed(at)).rejects.toMatchObject({ kind: 'connection' })
    const stream = await at.router.completion({ ...request, stream: true })
    for await (const _ of stream) break
    expect(await streamed(at)).toEqual(['next', 'miss'])
  })

  it('are let go of without being read', async () => {
    const at = world({ a: [says('one'), fails('server')] })
    await plain(at)
    const stream = await at.router.completion({ ...request, stream: true })
    stream.cancel()
    stream.cancel()
    await settle()
    expect(at.events.filter(({ type }) => type === 'request-end')).toHaveLength(2)
    expect(await streamed(at)).toEqual(['one', 'hit'])
  })
})
