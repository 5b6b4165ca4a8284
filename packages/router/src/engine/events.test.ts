import { defineSignal, defineStrategy, noFacts, type ProviderAdapter, type RouterEvent } from '@turnout/core'
import { fails, says, scriptedProvider, settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

const messages = [{ role: 'user', content: 'a secret question' }]

function listen(script: Parameters<typeof scriptedProvider>[0]) {
  const [events, faults]: [RouterEvent[], RouterEvent[]] = [[], []]
  const runtime = testRuntime()
  const router = createRouter({
    modelList: [
      { modelName: 'main', litellmParams: { model: 'scripted/a' } },
      { modelName: 'spare', litellmParams: { model: 'scripted/b' } },
    ],
    modelGroupAlias: { nick: 'main' },
    fallbacks: [{ main: ['spare'] }],
    numRetries: 1,
    providers: { scripted: scriptedProvider(script) },
    callbacks: [
      {
        name: 'broken',
        on() {
          throw new Error('a callback of its own mind')
        },
      },
      { name: 'ears', on: (event) => void (event.type === 'callback-fault' ? faults : events).push(event) },
    ],
    runtime,
  })
  return { events, faults, router, runtime }
}

describe('events', () => {
  it('tell a request from its start to its one end, and a broken callback changes nothing', async () => {
    const { events, faults, router, runtime } = listen({ a: [fails('server')], b: [says('hi')] })
    await runtime.clock.finish(router.completion({ model: 'nick', messages }))
    expect(events.map(({ type }) => type)).toEqual([
      'request-start',
      ...['attempt-start', 'attempt-end', 'attempt-start', 'attempt-end'],
      'fallback',
      ...['attempt-start', 'attempt-end'],
      'request-end',
    ])
    expect(events[0]).toMatchObject({ model: 'nick', group: 'main', stream: false })
    expect(events.at(-1)).toMatchObject({ group: 'spare', usage: { total_tokens: 3 } })
    expect(events.at(-1)).toMatchObject({ asked: 'main', fallbacks: 1, stream: false, failure: undefined })
    expect(faults).toMatchObject([{ callback: 'broken', reason: 'a callback of its own mind' }])
  })

  it('tell at the end what the caller is told, and when content began', async () => {
    const { events, router, runtime } = listen({ a: [says('hi'), fails('bad-request', { status: 422, code: 'odd' })] })
    await router.completion({ model: 'main', messages })
    expect(events.at(-1)).toMatchObject({ overheadMs: 0, attempts: [{ firstContentMs: expect.any(Number) }] })
    await runtime.clock.finish(router.completion({ model: 'main', messages }).catch(() => {}))
    expect(events.at(-1)).toMatchObject({
      type: 'request-end',
      failure: { kind: 'bad-request', status: 422, code: 'odd' },
    })
  })

  it('tell of a request that was not taken, once, and of nothing else', async () => {
    const { events, router } = listen({})
    await expect(router.call('chat', { model: 'nobody', messages }, { requestId: 'r' })).rejects.toThrow('not exist')
    await settle()
    expect(events).toMatchObject([
      { type: 'request-refused', requestId: 'r', operation: 'chat', model: 'nobody', failure: { status: 404 } },
    ])
  })

  it('never hold prompts or answers', async () => {
    const { events, router } = listen({ a: [says('a secret answer')] })
    await router.completion({ model: 'main', messages })
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('end a stream when its last chunk was read, and say so of one that was left', async () => {
    const { events, router } = listen({ a: [says('hello')] })
    const stream = await router.completion({ model: 'main', messages, stream: true })
    await settle()
    expect(events.at(-1)?.type).toBe('attempt-start')
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break
    await settle()
    const ends = events.filter(({ type }) => type === 'request-end')
    expect(ends).toMatchObject([{ failure: { kind: 'cancelled' } }])
  })
})

describe('a callback', () => {
  it('hears what it says it hears, after the configuration', async () => {
    const heard: string[] = []
    const router = createRouter({
      modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
      providers: { scripted: scriptedProvider({ a: [says('hi')] }) },
      callbacks: [
        {
          name: 'broken',
          hears: [],
          configure() {
            throw new Error('a callback of its own mind')
          },
          on: ({ type }) => void heard.push(`broken ${type}`),
        },
        {
          name: 'ears',
          hears: ['request-end'],
          configure: ({ deployments }) => void heard.push(`${deployments.length} deployment`),
          on: ({ type }) => void heard.push(type),
        },
      ],
      runtime: testRuntime(),
    })
    await router.completion({ model: 'main', messages })
    expect([...new Set(heard)]).toEqual(['1 deployment', 'request-end'])
  })
})

describe('signals', () => {
  it('hear each attempt start and end exactly once, whatever became of it', async () => {
    const heard: string[] = []
    const ears = defineSignal<number>({
      name: 'ears',
      bind: ({ model }) => ({
        start: ({ attemptId }) => void heard.push(`start ${model} ${attemptId}`),
        end: ({ attemptId, failure }) => void heard.push(`end ${model} ${attemptId} ${failure?.kind ?? 'ok'}`),
        value: () => heard.length,
      }),
    })
    const runtime = testRuntime()
    const router = createRouter({
      modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
      providers: { scripted: scriptedProvider({ a: [fails('server'), says('ok')] }) },
      strategy: defineStrategy({
        name: 'listening',
        needs: { heard: ears },
        select: (candidates) =>
          candidates[candidates[0].heard < 0 ? 0 : candidates.length - 1]?.deployment ?? candidates[0].deployment,
      }),
      runtime,
    })
    await runtime.clock.finish(router.completion({ model: 'main', messages }, { requestId: 'r' }))
    const stream = await router.completion({ model: 'main', messages, stream: true }, { requestId: 's' })
    stream.cancel()
    expect(heard).toEqual([
      ...['start a id-1-1-1', 'end a id-1-1-1 server', 'start a id-1-1-2', 'end a id-1-1-2 ok'],
      ...['start a id-1-2-1', 'end a id-1-2-1 cancelled'],
    ])
  })
})

describe('a plugin that throws', () => {
  const broken = (part: 'strategy' | 'tracker') => {
    const events: RouterEvent[] = []
    const signal = defineSignal<number>({
      name: 'broken',
      bind: () => ({
        end() {
          if (part === 'tracker') throw new Error('a tracker of its own mind')
        },
        value: () => 0,
      }),
    })
    const router = createRouter({
      modelList: ['a', 'b'].map((model) => ({
        modelName: 'm',
        litellmParams: { model: `scripted/${model}`, maxParallelRequests: 1 },
      })),
      providers: { scripted: scriptedProvider({}) },
      strategy: defineStrategy({
        name: 'broken',
        needs: { signal },
        select(candidates) {
          if (part === 'strategy') throw new Error('a strategy of its own mind')
          return candidates[0].deployment
        },
      }),
      callbacks: [{ name: 'ears', on: (event) => void events.push(event) }],
      runtime: testRuntime(),
    })
    return { router, events }
  }

  it('as a strategy, is told, and chance chooses instead', async () => {
    const { router, events } = broken('strategy')
    await router.completion({ model: 'm', messages })
    expect(events.filter(({ type }) => type === 'strategy-fault')).toMatchObject([
      { strategy: 'broken', group: 'm', reason: 'it threw: a strategy of its own mind' },
    ])
  })

  it('as a tracker, harms neither the answer nor the slot', async () => {
    const { router } = broken('tracker')
    for (let i = 0; i < 4; i++) expect(await router.completion({ model: 'm', messages })).toMatchObject({ model: 'a' })
  })
})

describe('a stream that never says anything', () => {
  it('is given up before it fills the memory', async () => {
    let sent = 0
    const chatter: ProviderAdapter = {
      name: 'chatter',
      operations: {
        chat: async () => ({
          head: { status: 200, headers: {} },
          batches: (async function* () {
            for (;;) {
              sent += 64 * 1024
              yield { kind: 'chunks', raw: new Uint8Array(64 * 1024), facts: noFacts, chunks: () => [] } as const
            }
          })(),
          cancel() {},
        }),
      },
    }
    const router = createRouter({
      modelList: [{ modelName: 'm', litellmParams: { model: 'chatter/a' } }],
      providers: { chatter },
      numRetries: 0,
      runtime: testRuntime(),
    })
    await expect(router.completion({ model: 'm', messages, stream: true })).rejects.toMatchObject({
      code: 'upstream_too_large',
    })
    expect(sent).toBeLessThan(2 * 1024 * 1024)
  })

  it('takes first content of any size', async () => {
    const long = {
      name: 'long',
      operations: {
        chat: async () => ({
          head: { status: 200, headers: {} },
          batches: (async function* () {
            const facts = { ...noFacts, content: true, choices: 1, finished: [0], done: true }
            yield { kind: 'chunks', raw: new Uint8Array(2 * 1024 * 1024), facts, chunks: () => [] } as const
          })(),
          cancel() {},
        }),
      },
    }
    const router = createRouter({
      modelList: [{ modelName: 'm', litellmParams: { model: 'long/a' } }],
      ...{ providers: { long }, numRetries: 0, runtime: testRuntime() },
    })
    const reply = await router.call('chat', { model: 'm', messages, stream: true })
    const sizes: (number | undefined)[] = []
    for await (const { raw } of reply) sizes.push(raw?.byteLength)
    expect(sizes).toEqual([2 * 1024 * 1024])
  })
})
