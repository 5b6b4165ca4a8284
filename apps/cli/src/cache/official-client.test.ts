import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startUpstream } from '../../../../tools/fake-upstream.ts'
import { startCaching } from '../test-support/caching.test.ts'
import type { Turnout } from '../test-support/running-turnout.test.ts'
import { answers, tell, tellText } from '../test-support/told-answers.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout
let client: OpenAI
/** `x-turnout-cache` of each answer. */
let marks: (string | null)[] = []

beforeAll(async () => {
  upstream = await startUpstream((response, { path, body }) =>
    (path.endsWith('/chat/completions') ? tell : tellText)(response, JSON.parse(body)),
  )
  const groups = Object.fromEntries([...Object.keys(answers), 'prompted'].map((name) => [name, {}]))
  turnout = await startCaching({ base: upstream.base, groups })
  client = new OpenAI({
    ...{ baseURL: `${turnout.url}/v1`, apiKey: 'k', maxRetries: 0 },
    async fetch(input, init) {
      const response = await fetch(input, init)
      marks.push(response.headers.get('x-turnout-cache'))
      return response
    },
  })
}, 60_000)

beforeEach(() => {
  marks = []
})

afterAll(async () => {
  turnout.signal('SIGKILL')
  await upstream.stop()
})

const messages = (about: string) => [{ role: 'user' as const, content: about }]
const telling = {
  without: {},
  declined: { stream_options: { include_usage: false } },
  with: { stream_options: { include_usage: true } },
}
const cases = Object.keys(answers).flatMap((model) =>
  (['without', 'declined', 'with'] as const).map((usage) => [model, usage] as const),
)

/** Pieces are cut elsewhere the second time: kinds in the order in which they begin, texts put together, ends as they are. */
async function heard(model: string, about: string, more: object) {
  const stream = client.chat.completions.stream({ model, messages: messages(about), ...more })
  const kinds: string[] = []
  const texts = new Map<string, string>()
  const ends: (readonly [kind: string, what: object])[] = []
  const probable: unknown[] = []
  const hear = (kind: string, place: unknown, text: string) => {
    if (!kinds.includes(kind)) kinds.push(kind)
    texts.set(`${kind} ${place}`, `${texts.get(`${kind} ${place}`) ?? ''}${text}`)
  }
  const end = (kind: string, what: object) => {
    kinds.push(kind)
    ends.push([kind, what])
  }
  stream
    .on('content', (text) => hear('content', '', text))
    .on('content.delta', ({ delta }) => hear('content.delta', '', delta))
    .on('refusal.delta', ({ delta }) => hear('refusal.delta', '', delta))
    .on('tool_calls.function.arguments.delta', ({ index, name, arguments_delta }) =>
      hear('arguments.delta', `${index} ${name}`, arguments_delta),
    )
    .on('logprobs.content.delta', ({ content }) => {
      hear('logprobs.content.delta', '', '')
      probable.push(...content)
    })
    .on('content.done', (what) => end('content.done', what))
    .on('refusal.done', (what) => end('refusal.done', what))
    .on('tool_calls.function.arguments.done', (what) => end('arguments.done', what))
    .on('logprobs.content.done', (what) => end('logprobs.content.done', what))
    .on('finalMessage', () => kinds.push('finalMessage'))
    .on('finalChatCompletion', () => kinds.push('finalChatCompletion'))
    .on('end', () => kinds.push('end'))
  return { whole: comparable(await stream.finalChatCompletion()), kinds, texts, ends, probable }
}

/**
 * A provider is always asked for usage: in chunks that pass as they are, `usage: null` says that it comes later, also to
 * who does not hear it then. Of texts that the helper does not know it has the last piece only.
 */
const comparable = ({ usage, choices, ...whole }: OpenAI.ChatCompletion) => ({
  ...whole,
  ...(usage ? { usage } : {}),
  choices: choices.map(({ message, ...choice }) => ({ ...choice, message: { ...message, reasoning_content: '' } })),
})

/** What every chunk says, and the reasoning that no helper knows. */
async function chunks(model: string, about: string, more: object) {
  const stream = await client.chat.completions.create({ model, messages: messages(about), stream: true, ...more })
  const heads = new Set<string>()
  const usages: unknown[] = []
  let [reasoning, last] = ['', '']
  for await (const chunk of stream) {
    const { choices, usage, ...head } = chunk
    heads.add(JSON.stringify(Object.entries(head).toSorted()))
    usages.push(usage ?? undefined)
    const delta: object = choices[0]?.delta ?? {}
    reasoning += 'reasoning_content' in delta ? String(delta.reasoning_content) : ''
    last = JSON.stringify(choices)
  }
  return { heads, reasoning, last, usage: usages.at(-1), counted: usages.filter(Boolean).length }
}

describe('the official openai client cannot tell a kept answer from a live one', () => {
  it.each(cases)('%s, %s usage: as a stream, with all that its helper says', async (model, usage) => {
    const more = telling[usage]
    const about = `${usage} helper`
    const live = await heard(model, about, more)
    expect(await heard(model, about, more)).toEqual(live)
    expect(marks).toEqual(['miss', 'hit'])
    expect(live.whole.usage !== undefined).toBe(usage === 'with')
  })

  it.each(cases)('%s, %s usage: chunk by chunk', async (model, usage) => {
    const about = `${usage} chunks`
    const live = await chunks(model, about, telling[usage])
    expect(await chunks(model, about, telling[usage])).toEqual(live)
    expect(marks).toEqual(['miss', 'hit'])
    expect(live.heads.size).toBe(1)
    expect(live.counted).toBe(usage === 'with' ? 1 : 0)
  })

  it.each(Object.keys(answers))('%s: plain after a stream, and a stream after plain', async (model) => {
    const plain = (about: string) => client.chat.completions.create({ model, messages: messages(about) })
    const livePlain = await plain('plain')
    const liveStream = await heard(model, 'stream', telling.with)
    expect(await plain('stream')).toEqual(livePlain)
    expect(await heard(model, 'plain', telling.with)).toEqual(liveStream)
    expect(marks).toEqual(['miss', 'miss', 'hit', 'hit'])
  })

  it.each(['without', 'declined', 'with'] as const)('text completions, %s usage', async (usage) => {
    const spoken = async (prompt: string) => {
      const about = { model: 'prompted', prompt, ...telling[usage] }
      const heads = new Set<string>()
      const [texts, ends, counts]: [string[], unknown[], unknown[]] = [[], [], []]
      for await (const { choices, usage: counted, ...head } of await client.completions.create({
        ...about,
        stream: true,
      })) {
        heads.add(JSON.stringify(Object.entries(head).toSorted()))
        texts.push(choices[0]?.text ?? '')
        if (choices[0]?.finish_reason) ends.push(choices[0])
        if (counted) counts.push(counted)
      }
      return { heads, text: texts.join(''), ends, counts }
    }
    const plain = (prompt: string) => client.completions.create({ model: 'prompted', prompt })
    const livePlain = await plain(`${usage} plain`)
    const liveStream = await spoken(`${usage} stream`)
    expect(await spoken(`${usage} stream`)).toEqual(liveStream)
    expect(await plain(`${usage} stream`)).toEqual(livePlain)
    expect(await spoken(`${usage} plain`)).toEqual(liveStream)
    expect(marks).toEqual(['miss', 'miss', 'hit', 'hit', 'hit'])
  })

  it('a stream that is told again ends as a live one does', async () => {
    const told = async () => {
      const body = JSON.stringify({ model: 'text', messages: messages('raw'), stream: true })
      const response = await fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body })
      return { type: response.headers.get('content-type'), text: await response.text() }
    }
    const [live, again] = [await told(), await told()]
    expect(again.type).toBe(live.type)
    for (const { text } of [live, again]) expect(text.match(/data: \[DONE\]\n\n$/g)).toHaveLength(1)
  })
})
