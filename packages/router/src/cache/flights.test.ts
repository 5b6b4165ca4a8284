import { cutsAfter, fails, hangs, late, pausesAfter, says } from '@turnout/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Script, type Settings, setUp } from '../test-support/scripted-groups.test.ts'

const messages = [{ role: 'user', content: 'hi' }]
const request = { model: 'main', messages }

const world = (script: Script, settings: Settings = {}) =>
  setUp({ main: ['a'] }, script, { cache: true, cacheParams: { coalesce: true }, numRetries: 0, ...settings })
type World = ReturnType<typeof world>

const streamed = async ({ router }: World, init = {}): Promise<string> => {
  const stream = await router.completion({ ...request, stream: true }, init)
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  return `${text} ${stream.reply.cache?.status}`
}

const plain = async ({ router }: World, init = {}): Promise<string> => {
  const reply = await router.call('chat', request, init)
  return `${reply.whole().result().choices[0]?.message.content} ${reply.cache?.status}`
}

const times = <T>(count: number, work: () => Promise<T>) => Array.from({ length: count }, work)

/** Loading takes real time, of which a test's clock knows nothing. */
beforeAll(() => import('@turnout/cache-adapters'))

describe('requests that ask the same at the same time', () => {
  it.each([
    ['plain', plain],
    ['streams', streamed],
  ] as const)('share one call: %s', async (_, one) => {
    const at = world({ a: [late(100, says('shared')), says('next')] })
    const answers = await at.clock.finish(Promise.all(times(1_000, () => one(at))))
    expect(new Set(answers)).toEqual(new Set(['shared miss', 'shared hit']))
    expect(answers.filter((answer) => answer.endsWith('miss'))).toHaveLength(1)
    expect(at.provider.calls).toHaveLength(1)
    expect(await one(at)).toBe('shared hit')
    expect(at.events.filter(({ type }) => type === 'request-end')).toHaveLength(1_001)
  })

  it('give those who come late all of it', async () => {
    const at = world({ a: [pausesAfter('so far')] })
    const first = await at.router.completion({ ...request, stream: true })
    const read = first.reply
    await read.next()
    await read.next()
    const second = await at.router.completion({ ...request, stream: true })
    let text = ''
    for (let batch = await second.reply.next(); !batch.done; batch = await second.reply.next()) {
      if (batch.value.kind === 'chunks')
        for (const chunk of batch.value.chunks()) text += chunk.choices[0]?.delta.content ?? ''
      if (text !== '') break
    }
    expect(text).toBe('so far')
    expect(at.provider.calls).toHaveLength(1)
    first.cancel()
    expect(at.provider.cancelled).toBe(0)
    second.cancel()
    expect(at.provider.cancelled).toBe(1)
  })

  it('go on when the first one leaves before the answer has begun, and end when all have left', async () => {
    const at = world({ a: [late(100, says('shared')), hangs()] })
    const caller = new AbortController()
    const first = plain(at, { signal: caller.signal }).catch((error: { kind: string }) => error.kind)
    const second = plain(at)
    await at.clock.advance(50)
    caller.abort()
    expect(await first).toBe('cancelled')
    expect(await at.clock.finish(second)).toBe('shared hit')
    await at.router.call('chat', { ...request, seed: 1 }, { signal: AbortSignal.abort() }).catch(() => {})
    expect(at.provider.calls).toHaveLength(1)
  })

  it('are shared by those who come after everybody has left', async () => {
    const at = world({ a: [late(100, says('lost')), late(100, says('shared'))] })
    const caller = new AbortController()
    const first = plain(at, { signal: caller.signal }).catch(() => {})
    await at.clock.advance(50)
    caller.abort()
    const second = plain(at)
    await first
    await at.clock.advance(10)
    expect(await at.clock.finish(Promise.all([second, plain(at)]))).toEqual(['shared miss', 'shared hit'])
    expect(at.provider.calls).toHaveLength(2)
  })

  it('have answers of their own: what one does to its own is nothing to another', async () => {
    const at = world({ a: [late(100, says('shared')), late(100, says('shared'))] })
    const results = await at.clock.finish(Promise.all(times(3, () => at.router.completion(request))))
    expect(new Set(results).size).toBe(3)
    expect(new Set(results.map(({ choices }) => choices[0]?.message)).size).toBe(3)
    expect(results[2]).toEqual(results[0])
    const chunksOf = async () => {
      const chunks: object[] = []
      for await (const chunk of await at.router.completion({ ...request, seed: 1, stream: true })) chunks.push(chunk)
      return chunks
    }
    const [one = [], two = []] = await at.clock.finish(Promise.all(times(2, chunksOf)))
    expect(two).toEqual(one)
    expect(new Set([...one, ...two]).size).toBe(one.length + two.length)
  })

  it('keep their own deadlines', async () => {
    const at = world({ a: [late(10_000, says('late'))] })
    const hasty = plain(at, { clientTimeoutMs: 1_000 }).catch((error: { code: string }) => error.code)
    const patient = plain(at)
    await at.clock.advance(1_000)
    expect(await hasty).toBe('deadline_exceeded')
    expect(await at.clock.finish(patient)).toBe('late hit')
  })

  it('end as what their caller is told, where the last one loses patience', async () => {
    const at = world({ a: [late(10_000, says('late'))] })
    const hasty = plain(at, { clientTimeoutMs: 1_000 }).catch((error: { code: string }) => error.code)
    expect(await at.clock.finish(hasty)).toBe('deadline_exceeded')
    await at.clock.advance(0)
    const ends = at.events.flatMap((event) => (event.type === 'request-end' ? [event.failure?.code] : []))
    expect(ends).toEqual(['deadline_exceeded'])
    expect(at.router.state().deployments[0]?.failures).toBe(0)
  })

  it('share a failure, before the first content and after it', async () => {
    const at = world({ a: [late(100, fails('server')), cutsAfter('half')] })
    const kinds = (work: readonly Promise<unknown>[]) =>
      at.clock.finish(Promise.all(work.map((one) => one.catch((error: { kind: string }) => error.kind))))
    expect(await kinds(times(3, () => plain(at)))).toEqual(['server', 'server', 'server'])
    expect(await kinds(times(3, () => streamed(at)))).toEqual(['connection', 'connection', 'connection'])
    expect(at.provider.calls).toHaveLength(2)
    expect(at.events.filter(({ type }) => type === 'request-end')).toHaveLength(6)
  })

  it('are asked one by one where that is not wished for', async () => {
    const at = world({ a: [late(100, says('own'))] }, { cacheParams: {} })
    await at.clock.finish(Promise.all(times(3, () => plain(at))))
    expect(at.provider.calls).toHaveLength(3)
  })

  it('are not one where they want no cache, are another stream, or bring fallbacks of their own', async () => {
    const at = world({ a: [late(100, says('own'))] })
    const other = [plain(at), streamed(at), plain(at, { fallbacks: [] }), plain(at, { cache: { noCache: true } })]
    await at.clock.finish(Promise.all(other))
    expect(at.provider.calls).toHaveLength(4)
  })
})
