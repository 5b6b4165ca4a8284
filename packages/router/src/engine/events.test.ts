import { defineSignal, defineStrategy, type RouterEvent } from '@turnout/core'
import { fails, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

const messages = [{ role: 'user', content: 'a secret question' }]

function listen(script: Parameters<typeof scriptedProvider>[0]) {
  const events: RouterEvent[] = []
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
      { name: 'ears', on: (event) => void events.push(event) },
    ],
    runtime,
  })
  return { events, router, runtime }
}

describe('events', () => {
  it('tell a request from its start to its one end, and a broken callback changes nothing', async () => {
    const { events, router, runtime } = listen({ a: [fails('server')], b: [says('hi')] })
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
    expect(events.at(-1)).not.toHaveProperty('failure')
  })

  it('never hold prompts or answers', async () => {
    const { events, router } = listen({ a: [says('a secret answer')] })
    await router.completion({ model: 'main', messages })
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('end a stream when its last chunk was read, and say so of one that was left', async () => {
    const { events, router } = listen({ a: [says('hello')] })
    const stream = await router.completion({ model: 'main', messages, stream: true })
    expect(events.at(-1)?.type).toBe('attempt-start')
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break
    const ends = events.filter(({ type }) => type === 'request-end')
    expect(ends).toMatchObject([{ failure: { kind: 'cancelled' } }])
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
      ...['start a r-1', 'end a r-1 server', 'start a r-2', 'end a r-2 ok'],
      ...['start a s-1', 'end a s-1 cancelled'],
    ])
  })
})
