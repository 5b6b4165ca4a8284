import { type Exchange, type ProviderAdapter, type ProviderCall, ProviderError } from '@turnout/core'
import { testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import { failureOf, messages } from '../test-support/scripted-groups.test.ts'

/** Cannot do `n` and `seed`; a class, whose stream has one answer and no end of its own. */
class Own implements ProviderAdapter {
  readonly name = 'own'
  readonly calls: ProviderCall<'chat'>[] = []
  readonly #lacks = ['n', 'seed']

  unsupported(_operation: unknown, request: Readonly<Record<string, unknown>>): readonly string[] {
    return this.#lacks.filter((name) => request[name] !== undefined)
  }

  readonly operations = {
    chat: async (call: ProviderCall<'chat'>): Promise<Exchange<'chat'>> => {
      this.calls.push(call)
      return { head: { status: 200, headers: {} }, batches: one(), cancel: () => {} }
    },
  }
}

async function* one() {
  const facts = { content: true, choices: 1, finished: [0], done: false }
  yield { kind: 'chunks' as const, facts, chunks: () => [] }
}

function setUp(own: ProviderAdapter, litellmParams: object = {}) {
  const modelList = [{ modelName: 'main', litellmParams: { model: 'own/m', ...litellmParams } }]
  return createRouter({ modelList, providers: { own }, runtime: testRuntime(), numRetries: 0 })
}

const read = async (router: ReturnType<typeof setUp>, body: object) => {
  const reply = await router.call('chat', { model: 'main', messages, stream: true, ...body })
  for await (const _ of reply);
  return reply
}

describe('an adapter of one’s own', () => {
  it('says what it cannot express', async () => {
    const own = new Own()
    expect(await failureOf(read(setUp(own), { seed: 1 }))).toMatchObject({ kind: 'unsupported-params', param: 'seed' })
    expect(own.calls).toEqual([])
    await read(setUp(own, { dropParams: true }), { seed: 1 })
    expect(own.calls[0]?.request).not.toHaveProperty('seed')
  })

  it('is not expected to give more answers than it was asked for', async () => {
    const reply = await read(setUp(new Own(), { dropParams: true }), { n: 2 })
    expect(reply.droppedParams).toEqual(['n'])
  })

  it('knows nothing where it throws', async () => {
    const own = new Own()
    const unsupported = () => {
      throw new Error('no')
    }
    const adapter: ProviderAdapter = { name: 'own', operations: own.operations, unsupported }
    await read(setUp(adapter), { seed: 1 })
    expect(own.calls[0]?.request).toMatchObject({ seed: 1 })
  })
})

describe('requests that ask nothing special', () => {
  it('go to the adapter as they came, letter by letter', async () => {
    const own = new Own()
    const request = { model: 'main', messages, stream: true, temperature: 0.1 }
    const raw = JSON.stringify(request)
    await setUp(own, { dropParams: true }).call('chat', request, { raw })
    expect(own.calls[0]?.request).toBe(request)
    expect(own.calls[0]).toMatchObject({ raw })
    expect(own.calls[0]).not.toHaveProperty('allowedParams')
  })
})

/** Finds out while it writes the request, as adapters do that have to look at several parameters together. */
class Late extends Own {
  override unsupported = () => []
  override readonly operations = {
    chat: async (call: ProviderCall<'chat'>): Promise<Exchange<'chat'>> => {
      for (const param of ['seed', 'tools'])
        if (call.request[param] !== undefined || call.deployment.defaults[param] !== undefined)
          throw new ProviderError('bad-request', `no ${param}`, { code: 'unsupported_parameter', param })
      this.calls.push(call)
      return { head: { status: 200, headers: {} }, batches: one(), cancel: () => {} }
    },
  }
}

describe('an adapter that finds out later what it cannot express', () => {
  it('is asked again without it, where it may be left out', async () => {
    const own = new Late()
    const reply = await read(setUp(own, { dropParams: true, seed: 5 }), { seed: 1 })
    expect(reply.droppedParams).toEqual(['seed'])
    expect(own.calls).toHaveLength(1)
    expect(own.calls[0]?.request).not.toHaveProperty('seed')
  })

  it.each([
    ['where nothing is left out', {}, 'seed', { seed: 1 }],
    ['where the answer would be to another question', { dropParams: true }, 'tools', { seed: 1, tools: [{}] }],
  ])('fails %s', async (_, params, param, body) => {
    expect(await failureOf(read(setUp(new Late(), params), body))).toMatchObject({
      ...{ kind: 'unsupported-params', code: 'unsupported_parameter', status: 400, param, message: `no ${param}` },
    })
  })

  it('leaves it to a sibling', async () => {
    const [late, own] = [new Late(), new Own()]
    const router = createRouter({
      modelList: ['late/a', 'own/b'].map((model, weight) => ({
        modelName: 'main',
        litellmParams: { model, weight: 1 - weight },
      })),
      ...{ providers: { late, own }, runtime: testRuntime(), numRetries: 1 },
    })
    const reply = await read(router, { tools: [{}] })
    expect([reply.deployment.provider, late.calls.length]).toEqual(['own', 0])
  })
})
