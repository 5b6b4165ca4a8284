import type { ServerResponse } from 'node:http'
import OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { completion, event, sendJson, startEvents, startUpstream } from '../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout
/** Answers that go on when a test says so. */
let open: ServerResponse[]

beforeAll(async () => {
  upstream = await startUpstream((response, { body }) => {
    const { stream, model } = JSON.parse(body) as { stream?: boolean; model: string }
    if (model === 'quick') return sendJson(response, 200, completion('quick'))
    open.push(response)
    if (stream) startEvents(response).write(event({ content: 'begun' }))
  })
})
beforeEach(() => {
  open = []
  upstream.asked.length = 0
})
afterEach(() => turnout.signal('SIGKILL'))
afterAll(() => upstream.stop())

async function serve(drain: string): Promise<OpenAI> {
  const entry = (name: string) =>
    `  - { model_name: ${name}, litellm_params: { model: openai/${name}, api_base: ${upstream.base}, api_key: k } }\n`
  turnout = await serveTurnout(`model_list:\n${entry('held')}${entry('quick')}general_settings: ${drain}\n`)
  return new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'any', maxRetries: 0 })
}

const messages = [{ role: 'user' as const, content: 'hi' }]

/** A stream that has begun; resolves to all of it when it is over. */
async function beginStream(): Promise<{ whole: Promise<string> }> {
  const body = JSON.stringify({ model: 'held', stream: true, messages })
  const response = await fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body })
  return { whole: response.text() }
}

const says = (text: string) => until(() => turnout.output().includes(text), turnout.output)
const readiness = async () => {
  const response = await fetch(`${turnout.url}/health/readiness`)
  return { status: response.status, body: await response.json() }
}
const draining = expect.stringMatching(/^data: \{.*"begun".*\}\n\ndata: \{"error":\{.*"code":"draining"\}\}\n\n$/)

describe('SIGTERM', () => {
  it('lets 50 open streams end whole, while it serves on, is not ready, and then takes no more', async () => {
    const client = await serve('{ drain_delay: 2 }')
    const streams = await Promise.all(Array.from({ length: 50 }, beginStream))
    expect((await readiness()).status).toBe(200)
    const exit = turnout.stop()
    await says('SIGTERM: not ready any more, serving on for 2 s')
    expect(await readiness()).toEqual({ status: 503, body: { status: 'draining', deployments: 2 } })
    expect(await client.chat.completions.create({ model: 'quick', messages })).toMatchObject({
      object: 'chat.completion',
    })
    await says('no new requests; 50 running have 600 s to end')
    await expect(client.chat.completions.create({ model: 'quick', messages })).rejects.toBeInstanceOf(OpenAI.APIError)
    expect(open).toHaveLength(50)
    for (const response of open) response.end(`${event({ content: ' and ended' }, 'stop')}data: [DONE]\n\n`)
    for (const text of await Promise.all(streams.map(({ whole }) => whole))) {
      expect(text).toContain(' and ended')
      expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    }
    expect(await exit).toBe(0)
    expect(turnout.output()).toMatch(/stopped\n$/)
  }, 30_000)

  it('ends with an error what has had its time', async () => {
    const client = await serve('{ drain_delay: 0, drain_timeout: 0.3 }')
    const stream = await beginStream()
    const plain = client.chat.completions.create({ model: 'held', messages }).catch((error: unknown) => error)
    await until(() => open.length === 2, turnout.output)
    const exit = turnout.stop()
    expect(await stream.whole).toEqual(draining)
    const error = await plain
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
    expect(error).toMatchObject({ status: 503, code: 'draining', type: 'overloaded_error' })
    await Promise.all(upstream.asked.map(({ left }) => left))
    expect(await exit).toBe(0)
    expect(turnout.output()).toContain('time is up; 2 running are cancelled')
  }, 30_000)

  it('has 5 s left at most when a second signal comes', async () => {
    await serve('{ drain_delay: 600 }')
    const stream = await beginStream()
    const exit = turnout.stop()
    await says('serving on for 600 s')
    const startedMs = performance.now()
    turnout.signal('SIGTERM')
    expect(await stream.whole).toEqual(draining)
    expect(await exit).toBe(0)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  }, 30_000)
})

describe('SIGINT', () => {
  it('does not wait before it refuses', async () => {
    await serve('{ drain_delay: 600 }')
    const stream = await beginStream()
    turnout.signal('SIGINT')
    await says('SIGINT: not ready any more\nno new requests; 1 running have 600 s to end')
    for (const response of open) response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
    expect(await stream.whole).toContain('[DONE]')
    await says('stopped')
    await expect(readiness()).rejects.toThrow()
  })

  it('ends at once what does nothing', async () => {
    await serve('{ drain_delay: 600 }')
    expect(await stopNow(turnout)).toBe(0)
  })
})
