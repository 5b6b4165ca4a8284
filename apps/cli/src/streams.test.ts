import { setTimeout as wait } from 'node:timers/promises'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, completion, event, sendJson, startEvents, startUpstream } from '../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

const usageEvent = `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}\n\n`
const done = 'data: [DONE]\n\n'
const opening = event({ role: 'assistant', content: '' })
const spoken = [...'Grüße, 世界! 👩‍🚀 said the 🤖.'].map((content) => event({ content })).join('')
const oddities = `: a comment\n\ndata: {"choices" : [ {"index":0, "delta":{"content":"spaced"}, "finish_reason":null} ]}\n\n`
const closing = event({}, 'stop')
const whole = opening + spoken + oddities + closing

/** What each model does; the text of the path's model decides. */
const behaviours: Record<string, Answer> = {
  async byBytes(response) {
    startEvents(response)
    for (const byte of Buffer.from(whole + usageEvent + done)) {
      response.write(Buffer.from([byte]))
      if (byte === 10) await wait(0)
    }
    response.end()
  },
  async byLines(response) {
    startEvents(response)
    for (const piece of (whole + usageEvent + done).split(/(?<=\n)/)) {
      response.write(piece)
      await wait(0)
    }
    response.end()
  },
  atOnce: (response) => void startEvents(response).end(whole + usageEvent + done),
  withoutDone: (response) => void startEvents(response).end(whole),
  withoutEnd: (response) => void startEvents(response).end(opening + spoken),
  cutAtOnce(response) {
    startEvents(response).write(opening)
    setTimeout(() => response.destroy(), 20)
  },
  cutLater(response) {
    startEvents(response).write(opening + spoken)
    setTimeout(() => response.destroy(), 20)
  },
  errorInside: (response) =>
    void startEvents(response).end(`${opening}data: {"error":{"message":"overloaded","code":503}}\n\n`),
  errorLater: (response) =>
    void startEvents(response).end(`${opening}${spoken}data: {"error":{"message":"overloaded","code":503}}\n\n`),
  async errorApart(response) {
    startEvents(response).write(opening + spoken)
    await wait(30)
    response.end(`data: {"error":{"message":"slow down","code":429}}\n\n`)
  },
  async lingering(response) {
    startEvents(response).write(whole + done)
    await wait(100)
    response.write(event({ content: 'GHOST' }))
  },
  steady: (response, { body }) =>
    (JSON.parse(body) as { stream?: boolean }).stream
      ? void startEvents(response).end(event({ content: 'steady' }) + closing + done)
      : sendJson(response, 200, completion('steady')),
}

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Awaited<ReturnType<typeof serveTurnout>>
let client: OpenAI

beforeAll(async () => {
  upstream = await startUpstream((response, asked) => {
    const { model } = JSON.parse(asked.body) as { model: string }
    return behaviours[model]?.(response, asked)
  })
  const entry = (name: string, model: string, more = '') =>
    `  - model_name: ${name}\n    litellm_params: { model: openai/${model}, api_base: ${upstream.base}, api_key: k${more} }`
  const list = Object.keys(behaviours).map((name) => entry(name, name))
  for (const name of ['cutAtOnce', 'errorInside', 'withoutEnd'])
    list.push(entry(`${name}Pair`, name, ', weight: 1'), entry(`${name}Pair`, 'steady', ', weight: 0'))
  turnout = await serveTurnout(`model_list:\n${list.join('\n')}\nrouter_settings: { num_retries: 1 }\n`)
  client = new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'any', maxRetries: 0 })
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

const messages = [{ role: 'user' as const, content: 'hi' }]

/** The bytes of a stream as they stand on the wire. */
async function wire(model: string, extra: object = {}): Promise<string> {
  const body = JSON.stringify({ model, messages, stream: true, ...extra })
  return (await fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body })).text()
}

const read = async (model: string): Promise<string> => {
  let text = ''
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true }))
    text += chunk.choices[0]?.delta.content ?? ''
  return text
}

describe('a stream through an OpenAI-compatible upstream', () => {
  it.each(['byBytes', 'byLines', 'atOnce'])('passes event by event unchanged: %s', async (model) => {
    expect(await wire(model)).toBe(whole + done)
  })

  it('keeps the usage event for a client that asked for it', async () => {
    expect(await wire('atOnce', { stream_options: { include_usage: true } })).toBe(whole + usageEvent + done)
  })

  it('gets our [DONE] when every choice has finished, whether the upstream sent one or not', async () => {
    expect(await wire('withoutDone')).toBe(whole + done)
  })

  it('never looks finished when it was cut: an error event, and no [DONE]', async () => {
    for (const model of ['cutLater', 'withoutEnd']) {
      const text = await wire(model)
      expect(text.startsWith(opening + spoken)).toBe(true)
      const last = text.slice((opening + spoken).length)
      expect(JSON.parse(last.slice('data: '.length))).toMatchObject({
        error: { type: 'upstream_error', code: 'upstream_truncated' },
      })
      await expect(read(model)).rejects.toBeInstanceOf(OpenAI.APIError)
    }
  })

  it('ends in the error that the upstream sent inside it', async () => {
    expect(await wire('errorLater')).toContain('"code":"upstream_overloaded"')
    await expect(read('errorLater')).rejects.toBeInstanceOf(OpenAI.APIError)
  })

  it('says what the upstream said, also where the error came by itself', async () => {
    const text = await wire('errorApart')
    expect(text.startsWith(opening + spoken)).toBe(true)
    expect(JSON.parse(text.slice((opening + spoken).length + 'data: '.length))).toMatchObject({
      error: { message: 'slow down', type: 'rate_limit_error', code: 'rate_limit_exceeded' },
    })
  })

  it('is over at the upstream’s [DONE], whatever comes behind it and however long it stays', async () => {
    const startedMs = Date.now()
    expect(await wire('lingering')).toBe(whole + done)
    expect(Date.now() - startedMs).toBeLessThan(5_000)
    await upstream.asked.at(-1)?.left
  })

  it.each(['cutAtOnce', 'errorInside'])('that fails before its first content is retried unseen: %s', async (name) => {
    expect(await wire(`${name}Pair`)).toBe(event({ content: 'steady' }) + closing + done)
  })

  it.each(['cutAtOnce', 'errorInside'])(
    'that fails before its first content, with nobody else to ask, is a plain error: %s',
    async (name) => {
      const error: unknown = await read(name).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(OpenAI.InternalServerError)
      expect(error).toMatchObject({ code: name === 'errorInside' ? 'upstream_overloaded' : 'upstream_truncated' })
    },
  )
})
