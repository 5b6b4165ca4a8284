import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sendJson, startUpstream } from '../../../../tools/fake-upstream.ts'
import { startCaching } from '../test-support/caching.test.ts'
import type { Turnout } from '../test-support/running-turnout.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout
let client: OpenAI

interface Request {
  readonly input: string | readonly string[] | readonly number[]
  readonly encoding_format?: string
}

/** Exact in 32 bits. */
const vectorOf = (text: string): readonly number[] => [text.length, text.charCodeAt(0) / 4, -0.5]
const base64Of = (text: string): string => Buffer.from(new Float32Array(vectorOf(text)).buffer).toString('base64')

/** Numbers are the tokens of one text. */
const textsIn = (input: Request['input']): readonly string[] => {
  const all = [input].flat()
  return all.some((one) => typeof one === 'number') ? [all.join()] : all.map(String)
}

beforeAll(async () => {
  upstream = await startUpstream((response, { body }) => {
    const { input, encoding_format } = JSON.parse(body) as Request
    const texts = textsIn(input)
    const data = texts.map((text, index) => ({
      ...{ object: 'embedding', index },
      embedding: encoding_format === 'base64' ? base64Of(text) : vectorOf(text),
    }))
    const prompt_tokens = texts.join('').length
    const usage = { prompt_tokens, total_tokens: prompt_tokens }
    sendJson(response, 200, JSON.stringify({ object: 'list', data, model: 'upstream-embedding', usage }))
  })
  turnout = await startCaching({ base: upstream.base, groups: { main: {} } })
  client = new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'k', maxRetries: 0 })
}, 60_000)

beforeEach(() => {
  upstream.asked.length = 0
})

afterAll(async () => {
  turnout.signal('SIGKILL')
  await upstream.stop()
})

const askedFor = () => upstream.asked.map(({ body }) => (JSON.parse(body) as Request).input)

/** The client asks for base64 where it is not told otherwise, and decodes it. */
const formats = [
  ['base64', {}],
  ['float', { encoding_format: 'float' }],
] as const

describe('embeddings, for the official client', () => {
  it.each(formats)('%s: kept text by text, and put together in order', async (format, more) => {
    const embed = async (input: string | string[]) => {
      const { data: result, response } = await client.embeddings
        .create({ model: 'main', input, ...more })
        .withResponse()
      return { ...result, mark: response.headers.get('x-turnout-cache') }
    }
    const of = (...texts: string[]) => texts.map((text) => `${format} ${text}`)
    const expected = (texts: readonly string[], mark: string) => ({
      ...{ object: 'list', model: 'upstream-embedding', mark },
      data: texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })),
      usage: { prompt_tokens: texts.join('').length, total_tokens: texts.join('').length },
    })
    const two = of('aa', 'b')
    expect(await embed(two)).toEqual(expected(two, 'miss'))
    expect(await embed(two)).toEqual(expected(two, 'hit'))
    expect(await embed(two.toReversed())).toEqual(expected(two.toReversed(), 'hit'))
    const five = of('cccc', 'b', 'd', 'aa', 'eee')
    expect(await embed(five)).toEqual(expected(five, 'miss'))
    expect(await embed(five)).toEqual(expected(five, 'hit'))
    expect(await embed(of('aa')[0] ?? '')).toEqual(expected(of('aa'), 'hit'))
    expect(askedFor()).toEqual([two, of('cccc', 'd', 'eee')])
  })

  it('in one format are not those in another', async () => {
    const first = await client.embeddings.create({ model: 'main', input: 'same' })
    const other = await client.embeddings.create({ model: 'main', input: 'same', encoding_format: 'float' })
    expect(other).toEqual(first)
    expect(upstream.asked).toHaveLength(2)
  })

  it('of tokens are kept, too', async () => {
    const ask = () => client.embeddings.create({ model: 'main', input: [1, 2, 3] })
    await ask()
    await ask()
    expect(upstream.asked).toHaveLength(1)
  })
})
