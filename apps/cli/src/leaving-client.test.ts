import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, event, sendJson, startEvents, startUpstream } from '../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'

const failing: Answer = (response) => sendJson(response, 503, '{"error":{"message":"down"}}')

const behaviours: Record<string, Answer> = {
  silent: () => {},
  onlyHeaders: (response) => startEvents(response).flushHeaders(),
  onlyRole: (response) => void startEvents(response).write(event({ role: 'assistant', content: '' })),
  oneWord: (response) => void startEvents(response).write(event({ content: 'word' })),
  endless(response) {
    startEvents(response)
    const timer = setInterval(() => response.write(event({ content: 'tick ' })), 5)
    response.on('close', () => clearInterval(timer))
  },
  halfABody: (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"id":'),
  failing,
  failingToo: failing,
}

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout

beforeAll(async () => {
  upstream = await startUpstream((response, asked) => behaviours[modelOf(asked)]?.(response, asked))
  const list = Object.keys(behaviours).map(
    (name) =>
      `  - { model_name: ${name}, litellm_params: { model: openai/${name}, api_base: ${upstream.base}, api_key: k } }\n`,
  )
  turnout = await serveTurnout(`model_list:\n${list.join('')}router_settings: { num_retries: 2, retry_after: 1 }\n`)
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

const modelOf = ({ body }: { body: string }) => (JSON.parse(body) as { model: string }).model
const askedFor = (model: string) => upstream.asked.filter((asked) => modelOf(asked) === model)

async function ask(model: string, stream: boolean, signal?: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ model, stream, messages: [{ role: 'user', content: 'hi' }] })
  return fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body, ...(signal ? { signal } : {}) })
}

/** Asks, leaves, and tells how long the upstream connection outlived it. */
async function leave(model: string, stream: boolean, reading: boolean): Promise<number> {
  const caller = new AbortController()
  const asking = ask(model, stream, caller.signal)
  asking.catch(() => {})
  await until(() => askedFor(model).length > 0, turnout.output)
  // What is only on its way to the proxy cannot be seen from here.
  if (reading) await (await asking).body?.getReader().read()
  else await wait(50)
  const leftMs = Date.now()
  caller.abort()
  return ((await askedFor(model).at(-1)?.left) ?? Infinity) - leftMs
}

describe('a client that leaves', () => {
  it.each([
    ['a stream', 'before the upstream answers', 'silent', true, false],
    ['a stream', 'after the upstream’s head', 'onlyHeaders', true, false],
    ['a stream', 'before the first content', 'onlyRole', true, false],
    ['a stream', 'in a pause', 'oneWord', true, true],
    ['a stream', 'while it flows', 'endless', true, true],
    ['a plain answer', 'before it begins', 'silent', false, false],
    ['a plain answer', 'in its middle', 'halfABody', false, false],
  ] as const)('closes the upstream connection at once: %s, %s', async (_what, _when, model, stream, reading) => {
    upstream.asked.length = 0
    expect(await leave(model, stream, reading)).toBeLessThan(500)
    expect(upstream.asked).toHaveLength(1)
    expect(turnout.output()).not.toContain('cancelled')
  })

  it('while a retry waits sees no later attempt', async () => {
    const caller = new AbortController()
    ask('failing', false, caller.signal).catch(() => {})
    await until(() => askedFor('failing').length > 0, turnout.output)
    await wait(100)
    caller.abort()
    // Somebody patient, who came later and is through with all attempts: so would be whoever left.
    expect((await ask('failingToo', false)).status).toBe(503)
    expect(askedFor('failingToo')).toHaveLength(3)
    expect(askedFor('failing')).toHaveLength(1)
  }, 20_000)
})
