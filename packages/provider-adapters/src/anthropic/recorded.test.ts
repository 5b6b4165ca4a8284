import { describe, expect, it } from 'vitest'
import { inOneWay, openaiRequest } from '../test-support/anthropic-request.test.ts'
import { chatCall, exchangeOf, failureOf, hear, wholeOf } from '../test-support/provider-call.test.ts'
import { answerOf, haveRecordings, isStream, type Recording, recordingsOf } from '../test-support/recordings.test.ts'
import { anthropic } from './anthropic.ts'
import { chatBody } from './request.ts'
import { finishReason } from './stop.ts'
import { openaiUsage } from './usage.ts'

const adapter = anthropic()
const recordings = recordingsOf('anthropic')
const good = recordings.filter(({ status }) => status === 200)

const replay = (recording: Recording, cut = false) => {
  const stream = isStream(recording)
  return exchangeOf(adapter, chatCall({}, { stream }), answerOf(recording, cut)).exchange
}

const kinds: Readonly<Record<string, object>> = {
  'error-400-prompt-too-long': { kind: 'context-window' },
  'error-401': { kind: 'authentication' },
}

/** A recorded stream, by parsing every event. */
function readEvents(body: string) {
  const events = [...body.matchAll(/^data: ?(.*)$/gm)].map(([, data = '']) => JSON.parse(data))
  const counted = events.flatMap(({ usage, message }) => [message?.usage, usage]).filter((usage) => usage)
  const known = counted.map((usage) => Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== null)))
  return {
    text: events.map(({ delta }) => (delta?.type === 'text_delta' ? delta.text : '')).join(''),
    finished: events.flatMap(({ delta }) => (delta?.stop_reason ? [[0, finishReason(delta.stop_reason)]] : [])),
    usage: openaiUsage(Object.assign({}, ...known)),
    done: true,
  }
}

describe.skipIf(!haveRecordings)('anthropic, recorded', () => {
  it('has what these tests are about', () => {
    expect(good.length).toBeGreaterThan(15)
  })

  it.each(good.filter((recording) => !isStream(recording)))('reads the answer of $name', async (recording) => {
    const batch = await wholeOf((await replay(recording)).batches)
    const message = JSON.parse(recording.body)
    const texts: string[] = message.content.flatMap(({ type, text }: { type: string; text: string }) =>
      type === 'text' ? [text] : [],
    )
    expect(batch.result()).toMatchObject({ id: message.id, model: message.model, usage: openaiUsage(message.usage) })
    const [choice] = batch.result().choices
    expect(choice?.finish_reason).toBe(finishReason(message.stop_reason))
    expect(choice?.message.content ?? '').toBe(texts.join(''))
  })

  it.each(good.filter(isStream))('reads the stream of $name', async (recording) => {
    for (const cut of [false, true])
      expect(await hear((await replay(recording, cut)).batches)).toMatchObject(readEvents(recording.body))
  })

  it.each(recordings.filter(({ status }) => status !== 200))('knows the failure of $name', async (recording) => {
    expect(await failureOf(replay(recording))).toMatchObject(kinds[recording.case] ?? { kind: 'listed above' })
  })

  it.each(recordings.filter(({ request }) => request['messages']))('asks $name as it was asked', (recording) => {
    const stream = recording.request['stream'] === true
    const deployment = { model: String(recording.request['model']) }
    const body = chatBody(chatCall(openaiRequest(recording), { stream, deployment }))
    expect(inOneWay(JSON.parse(body))).toEqual(inOneWay(recording.request))
  })

  it.each([
    ['messages-basic', 'stop'],
    ['max-tokens', 'length'],
    ['refusal', 'content_filter'],
  ])('ends %s with %s', async (name, reason) => {
    const recording = recordings.find((entry) => entry.case === name) ?? expect.fail(`no ${name}`)
    const batch = await wholeOf((await replay(recording)).batches)
    expect(batch.result().choices[0]?.finish_reason).toBe(reason)
  })

  it('counts what came from a cache as part of the prompt', async () => {
    const recording = recordings.find((entry) => entry.case === 'cache-read') ?? expect.fail('no cache-read')
    const { prompt_tokens, prompt_tokens_details } = (await wholeOf((await replay(recording)).batches)).usage() ?? {}
    expect(prompt_tokens_details?.cached_tokens).toBeGreaterThan(0)
    expect(prompt_tokens).toBeGreaterThanOrEqual(prompt_tokens_details?.cached_tokens ?? 0)
  })
})
