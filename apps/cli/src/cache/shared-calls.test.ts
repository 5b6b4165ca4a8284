import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { completion, event, sendJson, startEvents, startUpstream } from '../../../../tools/fake-upstream.ts'
import { cachingTurnout } from '../test-support/caching.test.ts'
import { type Turnout, until } from '../test-support/running-turnout.test.ts'

const words = Array.from({ length: 20 }, (_, at) => `word ${at} `)
const whole = words.join('')

/** Begins to answer, and ends when the test says so, well or not. */
async function waitingUpstream(fails: 'at once' | 'later' | undefined = undefined) {
  const go = Promise.withResolvers<void>()
  const upstream = await startUpstream(async (response, { body }) => {
    const { stream = false } = JSON.parse(body) as { stream?: boolean }
    const [first = '', ...rest] = words
    if (stream && fails !== 'at once') startEvents(response).write(event({ role: 'assistant', content: first }))
    await go.promise
    if (fails === 'at once') return sendJson(response, 500, '{"error":{"message":"down"}}')
    if (fails === 'later') return void response.destroy()
    if (!stream) return sendJson(response, 200, completion(whole))
    return end(response, rest)
  })
  onTestFinished(upstream.stop)
  return { ...upstream, go: () => go.resolve() }
}

async function end(response: ServerResponse, rest: readonly string[]): Promise<void> {
  for (const content of rest) {
    response.write(event({ content }))
    await wait(1)
  }
  response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
}

const sharing = (base: string): Promise<Turnout> =>
  cachingTurnout({ base, groups: { main: {} }, cache: { coalesce: true } })

function ask({ url }: Turnout, stream: boolean, signal: AbortSignal | null = null, more = {}): Promise<Response> {
  const body = JSON.stringify({ model: 'main', stream, ...more, messages: [{ role: 'user', content: 'hi' }] })
  return fetch(`${url}/v1/chat/completions`, { method: 'POST', body, signal })
}

const askAtOnce = (turnout: Turnout, count: number, stream: boolean) =>
  Array.from({ length: count }, () => ask(turnout, stream))

/** The words of an answer; a stream's only where it ended well. */
async function textIn(response: Response): Promise<string> {
  const text = await response.text()
  if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
    return (JSON.parse(text) as { choices: { message: { content: string } }[] }).choices[0]?.message.content ?? ''
  const events = text.split('\n\n').filter((one) => one.startsWith('data: '))
  if (events.at(-1) !== 'data: [DONE]') return `cut: ${events.at(-1)}`
  const said = events
    .slice(0, -1)
    .map((one) => JSON.parse(one.slice(6)) as { choices: { delta: { content?: string } }[] })
  return said.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
}

const markOf = (response: Response) => response.headers.get('x-turnout-cache')

describe('requests that ask the same at the same time', () => {
  it('a thousand streams are one call, and each is complete', async () => {
    const upstream = await waitingUpstream()
    const turnout = await sharing(upstream.base)
    // Each has begun, and so nobody comes too late to share.
    const begun = await Promise.all(askAtOnce(turnout, 1_000, true))
    upstream.go()
    const texts = await Promise.all(begun.map(textIn))
    expect(new Set(texts)).toEqual(new Set([whole]))
    expect(upstream.asked).toHaveLength(1)
    expect(Map.groupBy(begun.map(markOf), String).get('miss')).toHaveLength(1)
  }, 60_000)

  it('a thousand plain ones, too', async () => {
    const upstream = await waitingUpstream()
    const turnout = await sharing(upstream.base)
    const asking = askAtOnce(turnout, 1_000, false)
    await wait(500)
    upstream.go()
    // Whoever comes later than that has the kept answer.
    const texts = await Promise.all((await Promise.all(asking)).map(textIn))
    expect(new Set(texts)).toEqual(new Set([whole]))
    expect(upstream.asked).toHaveLength(1)
  }, 60_000)

  it('who joins late hears it from the beginning, and who leaves first takes nobody along', async () => {
    const upstream = await waitingUpstream()
    const turnout = await sharing(upstream.base)
    const leaver = new AbortController()
    const first = await ask(turnout, true, leaver.signal)
    await first.body?.getReader().read()
    const second = await ask(turnout, true)
    expect([markOf(first), markOf(second)]).toEqual(['miss', 'hit'])
    leaver.abort()
    await wait(200)
    const third = await ask(turnout, true)
    upstream.go()
    expect(await Promise.all([second, third].map(textIn))).toEqual([whole, whole])
    expect(upstream.asked).toHaveLength(1)
    const later = await ask(turnout, true)
    expect([markOf(later), await textIn(later)]).toEqual(['hit', whole])
    expect(upstream.asked).toHaveLength(1)
  }, 60_000)

  it('share only with who hears the same: a stream, plain, with usage', async () => {
    const upstream = await waitingUpstream()
    const turnout = await sharing(upstream.base)
    const usage = { stream_options: { include_usage: true } }
    const begun = await Promise.all([
      ask(turnout, true),
      ask(turnout, true, null, usage),
      ask(turnout, true, null, usage),
    ])
    const plain = ask(turnout, false)
    await until(() => upstream.asked.length === 3, turnout.output)
    upstream.go()
    const texts = await Promise.all([...begun, await plain].map(textIn))
    expect(texts).toEqual([whole, whole, whole, whole])
    expect(upstream.asked).toHaveLength(3)
  }, 60_000)

  it('who does not read holds nobody up', async () => {
    const piece = event({ content: 'x'.repeat(64 * 1024) })
    const upstream = await startUpstream(async (response) => {
      startEvents(response)
      for (let i = 0; i < 128; i++) if (!response.write(piece)) await once(response, 'drain')
      response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
    })
    onTestFinished(upstream.stop)
    const turnout = await sharing(upstream.base)
    const [idle, busy] = await Promise.all(askAtOnce(turnout, 2, true))
    expect(busy && (await textIn(busy))).toHaveLength(128 * 64 * 1024)
    expect(idle && (await textIn(idle))).toHaveLength(128 * 64 * 1024)
    expect(upstream.asked).toHaveLength(1)
  }, 60_000)

  it.each([
    ['streams', true],
    ['plain answers', false],
  ] as const)(
    'when all have left, the upstream connection is closed: %s',
    async (_what, stream) => {
      const upstream = await waitingUpstream()
      const turnout = await sharing(upstream.base)
      const leaver = new AbortController()
      const asking = Array.from({ length: 5 }, () => ask(turnout, stream, leaver.signal).catch(() => undefined))
      if (stream) await Promise.all(asking)
      else await wait(500)
      leaver.abort()
      await Promise.all(asking)
      await Promise.all(upstream.asked.map(({ left }) => left))
      upstream.go()
      // Nothing was kept of it, and nothing of it is joined.
      expect(await textIn(await ask(turnout, stream))).toBe(whole)
      expect(upstream.asked).toHaveLength(2)
    },
    60_000,
  )

  it.each([
    ['streams', true],
    ['plain answers', false],
  ] as const)(
    'a failure is everybody’s, before anything is said: %s',
    async (_what, stream) => {
      const upstream = await waitingUpstream('at once')
      const turnout = await sharing(upstream.base)
      const asking = askAtOnce(turnout, 20, stream)
      await wait(2_000)
      upstream.go()
      expect(new Set((await Promise.all(asking)).map(({ status }) => status))).toEqual(new Set([502]))
      expect(upstream.asked).toHaveLength(1)
    },
    60_000,
  )

  it('a failure is everybody’s, in the middle, and nothing of it is kept', async () => {
    const upstream = await waitingUpstream('later')
    const turnout = await sharing(upstream.base)
    const begun = await Promise.all(askAtOnce(turnout, 20, true))
    upstream.go()
    const texts = await Promise.all(begun.map(textIn))
    expect(texts).toEqual(texts.map(() => expect.stringContaining('upstream_truncated')))
    expect(upstream.asked).toHaveLength(1)
    await (await ask(turnout, true)).text()
    expect(upstream.asked).toHaveLength(2)
  }, 60_000)
})
