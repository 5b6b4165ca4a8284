import { type ChatCompletion, isJsonObject, type JsonObject, type ProviderAdapter } from '@turnout/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chatCall, exchangeOf, json, wholeOf } from './provider-call.test.ts'

/** A tool call as a provider says it, or as it gets it back. */
export interface Called {
  readonly id: string
  readonly name: string
  readonly input: JsonObject
}

/** How a provider writes calls, and how those in its requests are read. */
export interface Wire {
  readonly adapter: ProviderAdapter
  /** A plain answer with these calls. */
  answer(calls: readonly Called[]): object
  /** The calls in a request body's messages. */
  callsIn(body: JsonObject): readonly Called[]
  /** The ids that its results have. */
  resultsIn(body: JsonObject): readonly string[]
}

const call: fc.Arbitrary<Called> = fc.record({
  id: fc.uuid().map((id) => `call_${id}`),
  name: fc.stringMatching(/^[a-z]\w{0,10}$/),
  input: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonObject>, { maxKeys: 3 }),
})

/** Law: what a provider called comes back to it as it was, with the results, in their order. */
export const itKeepsToolCalls = ({ adapter, answer, callsIn, resultsIn }: Wire): void =>
  it('gives tool calls back as they came, ids, arguments, results and all', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(call, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
        async (calls) => {
          const { exchange } = exchangeOf(adapter, chatCall(), json(JSON.stringify(answer(calls))))
          const said: ChatCompletion = (await wholeOf((await exchange).batches)).result()
          const message = said.choices[0]?.message ?? expect.fail('no choice')
          const results = (message.tool_calls ?? []).map(({ id }) => ({ role: 'tool', tool_call_id: id, content: 'r' }))
          const back = exchangeOf(adapter, chatCall({ messages: [message, ...results] }), json('{}'))
          await back.exchange.catch(() => {})
          const body: unknown = JSON.parse(back.transport.seen[0]?.body ?? 'null')
          if (!isJsonObject(body)) throw new Error('nothing was sent')
          // JSON has no minus zero.
          expect(callsIn(body)).toEqual(JSON.parse(JSON.stringify(calls)))
          expect(resultsIn(body)).toEqual(calls.map(({ id }) => id))
        },
      ),
      { numRuns: 50 },
    ))
