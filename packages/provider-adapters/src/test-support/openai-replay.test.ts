import type { Deployment, JsonObject, OperationName, ProviderAdapter } from '@turnout/core'
import { expect } from 'vitest'
import { exchangeOf, failureOf, hear, providerCall, wholeOf } from './provider-call.test.ts'
import { answerOf, isStream, type Recording } from './recordings.test.ts'

/** An adapter, and the deployment that a recording was made with. */
export interface Player {
  readonly adapter: ProviderAdapter
  deploymentOf(recording: Recording): Partial<Deployment>
}

/** Which operation a recording is of; undefined for interfaces that OpenAI's wire format does not cover. */
export function operationOf({ url, body }: Recording): OperationName | undefined {
  if (url === '') return body.includes('"choices"') ? 'chat' : undefined
  const { pathname } = new URL(url, 'http://recorded')
  if (pathname.endsWith('/chat/completions')) return 'chat'
  if (pathname.endsWith('/completions')) return 'textCompletion'
  return pathname.endsWith('/embeddings') ? 'embedding' : undefined
}

export const isError = ({ status, body }: Recording): boolean => status !== 200 || /^\s*\{\s*"error"/.test(body)

function play(recording: Recording, { adapter, deploymentOf }: Player, cut: boolean) {
  const operation = operationOf(recording) ?? 'chat'
  const { model, ...request } = recording.request
  const deployment = { model: String(model), ...deploymentOf(recording) }
  const stream = isStream(recording)
  const call = providerCall(operation, { messages: [], ...request }, { deployment, stream })
  return { ...exchangeOf(adapter, call, answerOf(recording, cut)), call }
}

/** The failure that a recorded error becomes. */
export const replayedError = (recording: Recording, player: Player) => failureOf(play(recording, player, true).exchange)

/** A recorded request goes out as it did, but for the model and for usage, which is asked for on streams. */
export async function expectSameRequest(recording: Recording, player: Player): Promise<void> {
  const { transport, exchange } = play(recording, player, false)
  await exchange
  const { request, body } = transport.seen[0] ?? expect.fail('nothing was sent')
  const { stream_options: _asked, model: _model, ...sent } = JSON.parse(body) as JsonObject
  const { stream_options: _recorded, model: _name, ...recorded } = { messages: [], ...recording.request } as JsonObject
  expect(sent).toEqual(recorded)
  const url = new URL(recording.url, request.origin)
  const here = new URL(request.origin + request.path)
  expect(here.origin + here.pathname).toBe(url.origin + url.pathname.replace('//', '/'))
}

/** A recorded plain answer passes byte for byte, and is read. */
export async function expectSameAnswer(recording: Recording, player: Player): Promise<void> {
  for (const cut of [false, true]) {
    const batch = await wholeOf((await play(recording, player, cut).exchange).batches)
    const expected = JSON.parse(recording.body)
    expect(Buffer.from(batch.raw ?? []).toString()).toBe(recording.body)
    expect(batch.result()).toEqual(expected)
    if (expected.usage) expect(batch.usage()).toMatchObject(expected.usage)
    else expect(batch.usage()).toBeUndefined()
  }
}

/** A recorded stream passes byte for byte, but for `[DONE]` and usage nobody asked for, and is read. */
export async function expectSameStream(recording: Recording, player: Player): Promise<void> {
  const asked = (recording.request['stream_options'] as JsonObject | undefined)?.['include_usage'] === true
  const expected = readEvents(recording.body, asked)
  for (const cut of [false, true]) {
    const heard = await hear((await play(recording, player, cut).exchange).batches)
    expect(heard).toMatchObject(expected)
    expect(new Set(heard.facts.flatMap(({ finished }) => finished))).toEqual(new Set(expected.finished.map(([i]) => i)))
    expect(heard.facts.some(({ content }) => content)).toBe(true)
  }
}

/** The same, by parsing every event. */
function readEvents(body: string, asked: boolean) {
  const events: readonly string[] = body.match(/[\s\S]+?\n\n/g) ?? []
  const kept = events.flatMap((raw) => {
    if (raw.startsWith(':')) return [{ raw, chunk: undefined }]
    if (raw === 'data: [DONE]\n\n') return []
    return [{ raw, chunk: JSON.parse(raw.slice('data: '.length)) }]
  })
  const chunks = kept.flatMap(({ chunk }) => (chunk ? [chunk] : []))
  const passed = kept.filter(({ chunk }) => asked || !chunk?.usage || chunk.choices.length > 0)
  const choices = chunks.flatMap(({ choices }) => choices)
  const words = choices.map(({ delta, text }) => text ?? delta?.content).filter((word) => typeof word === 'string')
  return {
    raw: passed.map(({ raw }) => raw).join(''),
    chunks: passed.flatMap(({ chunk }) => (chunk ? [chunk] : [])),
    text: words.join(''),
    finished: choices.filter((choice) => choice.finish_reason).map((choice) => [choice.index, choice.finish_reason]),
    usage: chunks.findLast(({ usage }) => usage)?.usage,
    done: events.includes('data: [DONE]\n\n'),
  }
}
