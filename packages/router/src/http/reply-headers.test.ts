import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import { replyHeaders } from './reply-headers.ts'

async function headers(price: number | undefined, options: Parameters<typeof replyHeaders>[1]) {
  const router = createRouter({
    modelList: [
      {
        ...{ modelName: 'm', litellmParams: { model: 'scripted/m' } },
        ...(price === undefined ? {} : { modelInfo: { inputCostPerToken: price, outputCostPerToken: 0 } }),
      },
    ],
    providers: { scripted: scriptedProvider({ m: [says('one')] }) },
    // Somebody who listens: else nobody counts.
    callbacks: [{ name: 'somebody', on() {} }],
    runtime: testRuntime(),
  })
  const reply = await router.call('chat', { model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  reply.whole()
  const flat = replyHeaders(reply, options)
  return Object.fromEntries(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1]]] : [])))
}

describe('x-turnout-response-cost', () => {
  it.each([
    [0, '0'],
    [0.25, '0.25'],
    [1e-7, '0.0000001'],
    [2.5e-6, '0.0000025'],
  ])('of %d a token is written without an exponent', async (price, told) => {
    expect((await headers(price, { litellm: false, whole: true }))['x-turnout-response-cost']).toBe(told)
  })

  it('has LiteLLM’s name too where that is wanted', async () => {
    expect(await headers(0.5, { litellm: true, whole: true })).toMatchObject({ 'x-litellm-response-cost': '0.5' })
  })

  it.each([
    [undefined, true],
    [0.5, false],
  ])('is absent where it is not known: price %s, whole %s', async (price, whole) => {
    expect(await headers(price, { litellm: true, whole })).not.toHaveProperty('x-turnout-response-cost')
  })
})
