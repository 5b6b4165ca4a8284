import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CancelScope, type ChatChunk, type ChatCompletion, Secret, type Usage } from '@turnout/core'
import { loadProvider, providerNames } from '@turnout/provider-adapters'
import { FakeTransport, makeDeployment, testRuntime } from '@turnout/testing'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { chunksOf, eventsOf } from './chunks-of.ts'
import { wholeOf } from './whole-of.ts'

/** Where the recorded exchanges lie; tests over them are skipped where there are none. */
const folder = resolve(import.meta.dirname, '../../../../..', process.env['TURNOUT_FIXTURES'] ?? '../shared/fixtures')
const haveRecordings = existsSync(resolve(folder, 'index.json'))
const read = (file: string) => readFileSync(resolve(folder, file), 'utf8')

interface Stream {
  readonly name: string
  readonly provider: string
  readonly url: string
  readonly type: string
  readonly body: Buffer
}

interface Entry {
  readonly provider: string
  readonly case: string
  readonly kind: string
  readonly file: string
  readonly exchange?: string
}

interface Exchange {
  readonly request: { readonly url: string }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
    readonly bodyBase64?: string
  }
}

/** Recorded folders whose provider has another name. */
const renamed: Readonly<Record<string, string>> = { together: 'together_ai', vertex: 'vertex_ai' }

function streamsIn({ provider: recorded, case: name, kind, file, exchange }: Entry): readonly Stream[] {
  const own = { name: `${recorded}/${name}`, provider: renamed[recorded] ?? recorded, url: '' }
  if (kind === 'raw-stream' || kind === 'chunk-lines') {
    const lines = read(file)
    const body = kind === 'raw-stream' ? lines : lines.replace(/^(?=.)/gm, 'data: ').replaceAll('\n', '\n\n')
    return [
      { ...own, type: body.startsWith('{') ? 'application/x-ndjson' : 'text/event-stream', body: Buffer.from(body) },
    ]
  }
  if (kind !== 'cassette' || !exchange) return []
  const { exchanges }: { exchanges: readonly Exchange[] } = JSON.parse(read(exchange))
  return exchanges.flatMap(({ request: { url }, response: { status, headers, body = '', bodyBase64 } }, i) => {
    const type = headers['content-type'] ?? ''
    if (status !== 200 || !/event-?stream|ndjson/.test(type)) return []
    const bytes = bodyBase64 === undefined ? Buffer.from(body) : Buffer.from(bodyBase64, 'base64')
    return [{ ...own, name: `${own.name} ${i + 1}`, url, type, body: bytes }]
  })
}

/** Of other interfaces, or ended by an error. */
const isOther = ({ name, provider, url }: Stream): boolean =>
  !providerNames.includes(provider) ||
  /\/responses|[^t]\/completions|\/invoke/.test(url) ||
  name === 'gemini/prompt-blocked-safety-stream'

const index: readonly Entry[] = haveRecordings ? JSON.parse(read('index.json')) : []
const streams = index.flatMap(streamsIn).filter((stream) => !isOther(stream))

/** What the provider's adapter makes of it. */
async function heard({ provider, url, type, body }: Stream) {
  const chat = (await loadProvider(provider))?.operations.chat ?? expect.fail(`${provider} has no chat`)
  const deployment = {
    ...{ provider, apiKey: new Secret('key') },
    model: decodeURIComponent(/\/models?\/([^/:]+)/.exec(url)?.[1] ?? 'm'),
    ...(provider === 'azure' ? { apiBase: 'http://recorded' } : {}),
  }
  const transport = new FakeTransport(() => ({ headers: { 'content-type': type }, pieces: [body] }))
  const { batches } = await chat({
    ...{ operation: 'chat', deployment: makeDeployment(deployment), raw: undefined, stream: true },
    request: { model: 'group', messages: [{ role: 'user', content: 'Hi' }], stream_options: { include_usage: true } },
    ...{ scope: new CancelScope(), runtime: { ...testRuntime(), transport } },
  })
  const chunks: ChatChunk[] = []
  let usage: Usage | undefined
  for await (const batch of batches) {
    if (batch.kind !== 'chunks') throw new Error('expected chunks')
    chunks.push(...batch.chunks())
    usage = batch.facts.usage ?? usage
  }
  return { whole: wholeOf('chat', chunks, usage) ?? expect.fail('no whole'), chunks }
}

/** What the official client puts together from events. */
function clientReads(events: string) {
  const fetch = async () =>
    new Response(`${events}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } })
  const client = new OpenAI({ fetch, apiKey: 'x', maxRetries: 0 })
  return client.chat.completions.stream({ model: 'm', messages: [] }).finalChatCompletion()
}

const asEvents = (chunks: readonly ChatChunk[]): string =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')

/** One recorded stream says no role, and the client insists on one. */
const roleSaid = (chunks: readonly ChatChunk[]): readonly ChatChunk[] =>
  chunks.map((chunk) => ({
    ...chunk,
    choices: chunk.choices.map((choice) => ({ ...choice, delta: { role: 'assistant', ...choice.delta } })),
  }))

const saysNothing = (value: unknown): boolean => value === null || value === '' || value === undefined

/** What the client knows of, without members that say nothing: it adds some. */
function known({ id, created, model, choices }: ChatCompletion | OpenAI.ChatCompletion): unknown {
  const heads = choices.map(({ index: place, message, finish_reason, logprobs }) => {
    const { role, content, refusal, tool_calls } = message
    return { index: place, finish_reason, logprobs, message: { role, content, refusal, tool_calls } }
  })
  const all = JSON.stringify({ id, created, model, choices: heads }, (_, value) =>
    saysNothing(value) ? undefined : value,
  )
  return JSON.parse(all)
}

/** All of what the deltas say under a name. */
const textOf = (chunks: readonly ChatChunk[], name: string): string =>
  chunks.flatMap((chunk) => chunk.choices.map(({ delta }) => String(delta?.[name] ?? ''))).join('')

describe.skipIf(!haveRecordings)('a recorded stream', () => {
  it('is one of many', () => {
    expect(streams.length).toBeGreaterThan(40)
  })

  it.each(streams)('is put together as the official client does it: $name', async (stream) => {
    const { whole, chunks } = await heard(stream)
    const read = await clientReads(asEvents(roleSaid(chunks)))
    expect(known(whole)).toEqual(known(read))
    expect(whole.usage ?? {}).toMatchObject(read.usage ?? {})
    const message = whole.choices[0]?.message
    expect(message?.['reasoning_content'] ?? '').toBe(textOf(chunks, 'reasoning_content'))
    if (message?.tool_calls) expect(message.content).not.toBe('')
  })

  it.each(streams)('is told again to the official client: $name', async (stream) => {
    const { whole } = await heard(stream)
    const told = chunksOf('chat', whole, { includeUsage: true })
    expect(wholeOf('chat', told, whole.usage)).toEqual(whole)
    const events = Buffer.from(eventsOf('chat', whole, { includeUsage: true })).toString()
    const read = await clientReads(events)
    expect(known(read)).toEqual(known(whole))
    expect(read.usage).toEqual(whole.usage)
  })
})
