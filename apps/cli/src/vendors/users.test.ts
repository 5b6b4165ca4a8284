import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aiUser } from '../test-support/users/ai.test.ts'
import { langchainUser } from '../test-support/users/langchain.test.ts'
import { openaiUser } from '../test-support/users/openai.test.ts'
import type { User } from '../test-support/users/user.test.ts'
import { vendors } from '../test-support/vendors/all.test.ts'
import { serveVendors } from '../test-support/vendors/serve-vendors.test.ts'
import { obliging } from '../test-support/vendors/start-vendor.test.ts'
import { type Failure, failures, spent, vector } from '../test-support/vendors/vendor.test.ts'

/** The status that the proxy answers with, and what each library throws then. */
const thrown: Readonly<Record<Failure, readonly [status: number, openai: string]>> = {
  bad: [400, 'BadRequestError'],
  locked: [502, 'InternalServerError'],
  gone: [404, 'NotFoundError'],
  busy: [429, 'RateLimitError'],
  broken: [502, 'InternalServerError'],
  overloaded: [503, 'InternalServerError'],
  long: [400, 'BadRequestError'],
}

let served: Awaited<ReturnType<typeof serveVendors>>
let users: readonly User[]
let openai: OpenAI

beforeAll(async () => {
  served = await serveVendors((question, vendor) => {
    const said = obliging(question, vendor)
    return typeof said === 'string' ? said : { reasoning: 'Hm, hm.', ...said }
  })
  const base = `${served.turnout.url}/v1`
  users = [openaiUser(base, 'sk-master'), aiUser(base, 'sk-master'), langchainUser(base, 'sk-master')]
  openai = new OpenAI({ baseURL: base, apiKey: 'sk-master', maxRetries: 0 })
})

afterAll(() => served.stop())

const names = ['openai', 'ai', 'langchain'] as const
const pairs = vendors.flatMap(({ name: vendor, shows }) => names.map((user) => ({ vendor, user, shows })))
const userOf = (name: string): User => users.find((user) => user.name === name) ?? expect.fail(name)
const tokens = { prompt: spent.prompt, completion: spent.completion }

/** It knows OpenAI's words for a prompt that is too long, and has a class without a status for that. */
const ofLangChain = (failure: Failure, kind: string, status: number): unknown =>
  failure === 'long'
    ? expect.toBeOneOf([
        ['ContextOverflowError', undefined],
        [kind, status],
      ])
    : [kind, status]

describe.each(pairs)('$user, before $vendor', ({ vendor, user, shows }) => {
  // `openai` has no reasoning among its types, and LangChain none with OpenAI's.
  const reasoning = user === 'ai' && shows.includes('reasoning') ? 'Hm, hm.' : ''
  const heard = { reasoning: user === 'ai' ? reasoning : expect.any(String), ...tokens }

  it.each(['chat', 'stream'] as const)('is answered: %s', async (way) => {
    const understood = await userOf(user)[way](vendor, 'Hi', false)
    expect(understood).toEqual({ text: 'Grüezi, 世界 👋', calls: [], ...heard })
  })

  it.each(['chat', 'stream'] as const)('is called back, twice at once: %s', async (way) => {
    const understood = await userOf(user)[way](vendor, 'Weather?', true)
    const calls = [
      ['weather', { city: 'Zürich', days: 2 }],
      ['now', {}],
    ]
    expect(understood).toEqual({ text: expect.any(String), calls, ...heard })
  })

  it('gives the results of its tools back, and hears the end', async () => {
    expect(await userOf(user).loop(vendor)).toBe('Grüezi, 世界 👋')
    expect(served.server(vendor).questions.at(-1)).toMatchObject({ turns: { length: 3 }, problems: [] })
  })

  it.each(['chat', 'stream'] as const)('is told of an answer that was cut: %s', async (way) => {
    const said = userOf(user)[way](vendor, 'cut: please', false)
    await expect(said).rejects.toThrow()
  })

  it.each(failures)('has the right error: %s', async (failure) => {
    for (const way of ['chat', 'stream'] as const) {
      const error: unknown = await userOf(user)
        [way](vendor, `fail:${failure}`, false)
        .then((said) => expect.fail(JSON.stringify(said)))
        .catch((reason: unknown) => reason)
      const [status, kind] = thrown[failure]
      const expected = {
        openai: [kind, status],
        ai: ['AI_APICallError', status],
        langchain: ofLangChain(failure, kind, status),
      }
      expect(userOf(user).thrown(error)).toEqual(expected[user])
    }
  })
})

describe.each(vendors)('$name', ({ name, shows }) => {
  it('says what was cached, and what was thought', async () => {
    const { usage, choices } = await openai.chat.completions.create({
      model: name,
      messages: [{ role: 'user', content: 'Hi' }],
    })
    expect(usage?.total_tokens).toBe(spent.prompt + spent.completion)
    if (shows.includes('cached tokens')) expect(usage?.prompt_tokens_details?.cached_tokens).toBe(spent.cached)
    if (shows.includes('reasoning')) expect(choices[0]?.message).toMatchObject({ reasoning_content: 'Hm, hm.' })
  })

  it('has a status for what fails inside a 200, before anything was said', async () => {
    const messages = [{ role: 'user' as const, content: 'trouble: please' }]
    const asked = openai.chat.completions.create({ model: name, messages, stream: true })
    const error: unknown = await asked.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
    expect(String(error)).toContain('No more today.')
  })

  it('says that a prompt was too long', async () => {
    const messages = [{ role: 'user' as const, content: 'fail:long' }]
    const error: unknown = await openai.chat.completions
      .create({ model: name, messages })
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'context_length_exceeded' })
  })
})

describe.each(vendors.filter(({ shows }) => shows.includes('embeddings')))('$name', ({ name }) => {
  it('embeds, in order, in both formats', async () => {
    for (const encoding_format of ['float', 'base64'] as const) {
      const asked = { model: `${name}-embedding`, input: ['a', 'b'], encoding_format }
      const { data } = await openai.embeddings.create(asked)
      const vectors = data.map(({ embedding }): readonly number[] =>
        typeof embedding === 'string'
          ? [...new Float32Array(Uint8Array.from(Buffer.from(embedding, 'base64')).buffer)]
          : embedding,
      )
      expect(vectors).toEqual([vector, vector])
    }
  })
})
