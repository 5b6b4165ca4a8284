import { describe, expect, it, onTestFinished } from 'vitest'
import { type Answer, event, sendJson, startEvents, startUpstream } from '../../../../tools/fake-upstream.ts'
import { cachingTurnout, numbered } from '../test-support/caching.test.ts'
import { say } from '../test-support/say.test.ts'

const begun = event({ role: 'assistant', content: 'half' })
const unfinished = '{"id":"half","object":"chat.completion","choices":[{"index":0,"mess'

/** How a provider may fail in the middle of an answer. */
const cuts: Readonly<Record<string, readonly [stream: boolean, answer: Answer]>> = {
  'a stream whose connection breaks': [
    true,
    (response) => void startEvents(response).write(begun, () => setTimeout(() => response.destroy(), 50)),
  ],
  'a stream without an end': [true, (response) => void startEvents(response).end(begun)],
  'a stream with an error in it': [
    true,
    (response) => void startEvents(response).end(`${begun}data: {"error":{"message":"down"}}\n\ndata: [DONE]\n\n`),
  ],
  'a stream with an error behind its end': [
    true,
    (response) =>
      void startEvents(response).write(`${begun}${event({}, 'stop')}`, () =>
        setTimeout(() => response.end('data: {"error":{"message":"down"}}\n\n'), 50),
      ),
  ],
  'a plain answer that is no JSON': [false, (response) => sendJson(response, 200, unfinished)],
  'a plain answer that is something else': [false, (response) => sendJson(response, 200, '{"object":"other"}')],
  'a plain answer that breaks off': [
    false,
    (response) =>
      void response
        .writeHead(200, { 'content-length': '1000' })
        .write(unfinished, () => setTimeout(() => response.destroy(), 50)),
  ],
}

async function failingFirst(first: Answer) {
  let count = 0
  const upstream = await startUpstream((response, asked) => {
    const { stream = false } = JSON.parse(asked.body) as { stream?: boolean }
    return (count++ === 0 ? first : numbered(count, stream))(response, asked)
  })
  onTestFinished(upstream.stop)
  return upstream
}

describe('half an answer is not kept', () => {
  it.each(Object.entries(cuts))('%s', async (_what, [stream, answer]) => {
    const upstream = await failingFirst(answer)
    const turnout = await cachingTurnout({ base: upstream.base, groups: { main: {} } })
    await say(turnout, 'main', 'hi', { stream })
    expect(await say(turnout, 'main', 'hi', { stream })).toMatchObject({ status: 200, cache: 'miss', id: 'answer-2' })
    expect(await say(turnout, 'main', 'hi', { stream })).toMatchObject({ status: 200, cache: 'hit', id: 'answer-2' })
  })

  it('a stream whose caller has left', async () => {
    const upstream = await failingFirst((response) => void startEvents(response).write(begun))
    const turnout = await cachingTurnout({ base: upstream.base, groups: { main: {} } })
    const caller = new AbortController()
    const body = JSON.stringify({ model: 'main', messages: [{ role: 'user', content: 'hi' }], stream: true })
    const asked = await fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body, signal: caller.signal })
    await asked.body?.getReader().read()
    caller.abort()
    await upstream.asked[0]?.left
    expect(await say(turnout, 'main', 'hi')).toMatchObject({ cache: 'miss', id: 'answer-2' })
  })
})
