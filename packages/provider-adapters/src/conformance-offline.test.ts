import { CancelScope, type ProviderAdapter } from '@turnout/core'
import { testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { mock } from './mock/index.ts'
import { simulated } from './simulated/index.ts'
import { chatCall, failureOf, type Given, hear, wholeOf } from './test-support/provider-call.test.ts'

const adapters: Readonly<Record<string, readonly [ProviderAdapter, Given['deployment']]>> = {
  mock: [mock(), { mockResponse: 'm heard: Hi' }],
  simulated: [simulated(), {}],
}

/** What the conformance kit asks of adapters over HTTP, as far as it goes without a network; `testRuntime` has none. */
describe.each(Object.entries(adapters))(
  '%s keeps the promises of a ProviderAdapter',
  (_name, [adapter, deployment]) => {
    const open = (stream: boolean, scope = new CancelScope()) => {
      const runtime = testRuntime()
      const call = chatCall({ stream }, { stream, scope, runtime, ...(deployment ? { deployment } : {}) })
      const { chat } = adapter.operations
      if (!chat) throw new Error(`${adapter.name} has no chat`)
      return { call, clock: runtime.clock, exchange: chat(call) }
    }

    it('leaves the call as it was', async () => {
      const { call, clock, exchange } = open(true)
      const before = structuredClone(call.request)
      await clock.finish(exchange.then(({ batches }) => hear(batches)))
      expect(call.request).toEqual(before)
    })

    it('says the same plain and streamed, with the same usage', async () => {
      const plain = open(false)
      const streamed = open(true)
      const whole = await wholeOf((await plain.clock.finish(plain.exchange)).batches)
      const heard = await streamed.clock.finish(streamed.exchange.then(({ batches }) => hear(batches)))
      expect(whole.result().choices[0]?.message.content).toBe('m heard: Hi')
      expect(heard).toMatchObject({ text: 'm heard: Hi', finished: [[0, 'stop']], done: true })
      expect(heard.usage).toEqual(whole.usage())
    })

    it('stops when it is cancelled, in every phase', async () => {
      const before = new CancelScope()
      before.cancel()
      for (const stream of [false, true]) expect(await failureOf(open(stream, before).exchange)).toBe(before.reason)

      const scope = new CancelScope()
      const { clock, exchange } = open(true, scope)
      const { batches } = await clock.finish(exchange)
      scope.cancel()
      expect(await failureOf(clock.finish(hear(batches)))).toBe(scope.reason)
      expect(clock.pending).toBe(0)
    })
  },
)
