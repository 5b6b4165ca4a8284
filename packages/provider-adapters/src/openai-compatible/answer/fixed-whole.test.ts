import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json, providerCall, wholeOf } from '../../test-support/provider-call.test.ts'
import { openaiCompatible } from '../adapter.ts'
import { finishReasons } from './finish-reasons.ts'
import { reasoningName } from './reasoning-name.ts'
import { usageInChoice } from './usage-places.ts'

const answer = [reasoningName, finishReasons({ eos: 'stop', network_error: 'failed' }), usageInChoice]
const adapter = openaiCompatible({ name: 'acme', defaultBase: 'https://api.acme.com/v1', answer })

const exchange = (choice: object) =>
  exchangeOf(adapter, chatCall(), json(`{"id": "a", "choices": [${JSON.stringify(choice)}]}`)).exchange

const whole = async (choice: object) => wholeOf((await exchange(choice)).batches)

describe('a plain answer that needs mending', () => {
  it('passes on as bytes where it does not', async () => {
    const choice = { message: { content: 'the "reasoning":"' }, finish_reason: 'stop' }
    const { raw } = await whole(choice)
    expect(Buffer.from(raw ?? []).toString()).toBe(`{"id": "a", "choices": [${JSON.stringify(choice)}]}`)
  })

  it('is mended where it does', async () => {
    const batch = await whole({ message: { reasoning: 'r' }, finish_reason: 'eos' })
    expect(batch.raw).toBeUndefined()
    expect(batch.result().choices).toEqual([
      { message: { reasoning: 'r', reasoning_content: 'r' }, finish_reason: 'stop' },
    ])
    expect(batch.usage()).toBeUndefined()
  })

  it('tells usage that stands elsewhere', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    expect((await whole({ message: { content: 'a' }, finish_reason: 'stop', usage })).usage()).toEqual(usage)
  })

  it('fails where its finish reason is none', async () => {
    expect(await failureOf(exchange({ message: {}, finish_reason: 'network_error' }))).toMatchObject({ kind: 'server' })
  })

  it('is left alone where it is no chat', async () => {
    const call = providerCall('textCompletion', { prompt: 'a' })
    const body = '{"choices":[{"text":"a","finish_reason":"eos"}]}'
    const batch = await wholeOf((await exchangeOf(adapter, call, json(body)).exchange).batches)
    expect(Buffer.from(batch.raw ?? []).toString()).toBe(body)
  })
})
