import { cutsAfter, fails, hangs, pausesAfter, says, scriptedProvider, testRuntime } from '@turnout/testing'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { createRouter } from './create-router.ts'

function setUp() {
  const provider = scriptedProvider({
    a: [says('hello')],
    bad: [fails('bad-request')],
    cut: [cutsAfter('half')],
    quiet: [hangs()],
    pausing: [pausesAfter('half')],
  })
  const names = ['a', 'bad', 'cut', 'quiet', 'pausing'] as const
  const router = createRouter({
    modelList: names.map((name) => ({ modelName: name, litellmParams: { model: `scripted/${name}` } })),
    providers: { scripted: provider },
    runtime: testRuntime(),
    numRetries: 0,
  })
  return { router, provider, client: new OpenAI({ fetch: router.fetch, apiKey: 'x', maxRetries: 0 }) }
}

const messages = [{ role: 'user' as const, content: 'hi' }]

describe('the official openai client, in process', () => {
  it('gets a plain answer and its facts', async () => {
    const { data, response } = await setUp().client.chat.completions.create({ model: 'a', messages }).withResponse()
    expect(data.choices[0]?.message.content).toBe('hello')
    expect(response.headers.get('x-turnout-model-group')).toBe('a')
  })

  it('gets a stream, ended by [DONE]', async () => {
    const { client, router } = setUp()
    let text = ''
    for await (const chunk of await client.chat.completions.create({ model: 'a', messages, stream: true }))
      text += chunk.choices[0]?.delta.content ?? ''
    expect(text).toBe('hello')
    const body = JSON.stringify({ model: 'a', messages, stream: true })
    const response = await router.fetch('http://turnout/v1/chat/completions', { method: 'POST', body })
    expect(await response.text()).toMatch(/data: \[DONE\]\n\n$/)
  })

  it('is thrown its own errors', async () => {
    const { client } = setUp()
    await expect(client.chat.completions.create({ model: 'bad', messages })).rejects.toBeInstanceOf(
      OpenAI.BadRequestError,
    )
    await expect(client.chat.completions.create({ model: 'nobody', messages })).rejects.toBeInstanceOf(
      OpenAI.NotFoundError,
    )
    const stream = await client.chat.completions.create({ model: 'cut', messages, stream: true })
    const reading = (async () => {
      for await (const chunk of stream) void chunk
    })()
    await expect(reading).rejects.toBeInstanceOf(OpenAI.APIError)
  })

  it('is told how it came about where it asks', async () => {
    const { router } = setUp()
    const ask = async (
      model: string,
      stream: boolean,
      headers: Record<string, string> = { 'x-turnout-explain': '1' },
    ) => {
      const body = JSON.stringify({ model, messages, stream })
      return (await router.fetch('http://turnout/v1/chat/completions', { method: 'POST', body, headers })).text()
    }
    const told = { group: 'a', attempts: [{ group: 'a', error: null }] }
    expect(JSON.parse(await ask('a', false))).toMatchObject({ object: 'chat.completion', turnout_decision: told })
    const events = (await ask('a', true)).split('\n\n').map((line) => line.slice('data: '.length))
    expect(events.slice(-2)).toEqual(['[DONE]', ''])
    const [first = '', last = ''] = [events[0], events.at(-3)]
    const { id } = JSON.parse(first)
    expect(JSON.parse(last)).toMatchObject({ id, object: 'chat.completion.chunk', choices: [], turnout_decision: told })
    expect(JSON.parse(await ask('bad', false))).toMatchObject({ error: {}, turnout_decision: { status: 400 } })
    const [cut = ''] = (await ask('cut', true)).split('\n\n').slice(-2)
    expect(JSON.parse(cut.slice('data: '.length))).toMatchObject({ error: {}, turnout_decision: { stream: true } })
    expect(JSON.parse(await ask('nobody', false))).not.toHaveProperty('turnout_decision')
    for (const model of ['a', 'bad'])
      for (const stream of [false, true]) expect(await ask(model, stream, {})).not.toContain('turnout_decision')
  })

  it('lists models', async () => {
    const { data } = await setUp().client.models.list()
    expect(data.map(({ id }) => id)).toEqual(['a', 'bad', 'cut', 'quiet', 'pausing'])
    await expect(setUp().client.models.retrieve('nobody')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  it('may leave at any time', async () => {
    const { client, provider } = setUp()
    const controller = new AbortController()
    const asking = client.chat.completions.create({ model: 'quiet', messages }, { signal: controller.signal })
    setImmediate(() => setImmediate(() => setImmediate(() => controller.abort())))
    await expect(asking).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
    expect(provider.calls.every(({ scope }) => scope.cancelled)).toBe(true)
  })

  it('closes the upstream when it leaves a stream', async () => {
    const { client, provider } = setUp()
    for await (const chunk of await client.chat.completions.create({ model: 'a', messages, stream: true }))
      if (chunk.choices[0]?.delta.content) break
    await new Promise((resolve) => setImmediate(resolve))
    expect(provider.cancelled).toBe(1)
  })

  it('is told of its own abort in the middle of a body, not of an end', async () => {
    const { router } = setUp()
    const controller = new AbortController()
    const body = JSON.stringify({ model: 'pausing', messages, stream: true })
    const response = await router.fetch('http://turnout/v1/chat/completions', {
      method: 'POST',
      body,
      signal: controller.signal,
    })
    const reader = response.body?.getReader()
    await reader?.read()
    const reading = (async () => {
      for (;;) if ((await reader?.read())?.done) return 'ended'
    })()
    controller.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
  })

  it('gets its request id back in errors', async () => {
    const { router } = setUp()
    const init = { method: 'POST', body: '{', headers: { 'x-request-id': 'mine' } }
    const response = await router.fetch('http://turnout/v1/chat/completions', init)
    expect([response.status, response.headers.get('x-request-id')]).toEqual([400, 'mine'])
    expect((await router.fetch('http://turnout/v1/models/%zz')).status).toBe(404)
  })
})
