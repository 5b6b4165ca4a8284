import { CancelScope, type Exchange, type JsonObject, type OperationName, type ProviderCall } from '@turnout/core'
import { testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { chatCall, failureOf, type Given, hear, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { simulated } from './simulated.ts'

const { operations } = simulated()

const ask = <O extends OperationName>(call: ProviderCall<O>): Promise<Exchange<O>> => {
  const operation = operations[call.operation]
  if (!operation) throw new Error(`simulated has no ${call.operation}`)
  return operation(call)
}

/** A model called parrot, on a clock of its own. */
function parrot(settings: JsonObject = {}, more: Given = {}) {
  const runtime = testRuntime()
  const deployment = { model: 'parrot', settings: { simulated: { latency_ms: 0, ...settings } } }
  return { runtime, given: { deployment, runtime, ...more }, clock: runtime.clock }
}

async function plain(settings: JsonObject = {}, request: object = {}) {
  const { given, clock } = parrot(settings)
  return wholeOf((await clock.finish(ask(chatCall(request, given)))).batches)
}

async function streamed(settings: JsonObject = {}, request: object = {}) {
  const { given, clock } = parrot(settings, { stream: true })
  const call = chatCall(request, given)
  return clock.finish(ask(call).then(({ batches }) => hear(batches)))
}

describe('a simulated model', () => {
  it('says back what it heard', async () => {
    const batch = await plain()
    expect(batch.result()).toMatchObject({
      ...{ id: 'chatcmpl-id-1', object: 'chat.completion', model: 'parrot' },
      choices: [{ index: 0, message: { role: 'assistant', content: 'parrot heard: Hi' }, finish_reason: 'stop' }],
    })
    expect(batch.usage()).toEqual({ prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 })
  })

  it('says the same as a stream, a word at a time', async () => {
    const { text, finished, usage, facts, done } = await streamed()
    expect({ text, finished, done }).toEqual({ text: 'parrot heard: Hi', finished: [[0, 'stop']], done: true })
    expect(usage).toEqual({ prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 })
    expect(facts.map(({ content }) => content)).toEqual([false, true, true, true, true])
  })

  it('sends a usage chunk only where it is asked', async () => {
    expect((await streamed()).chunks.at(-1)).not.toHaveProperty('usage')
    const asked = await streamed({}, { stream_options: { include_usage: true } })
    expect(asked.chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 4 } })
  })

  it('gives as many choices as were asked for', async () => {
    expect((await plain({}, { n: 2 })).result().choices.map(({ index }) => index)).toEqual([0, 1])
    const { finished, facts } = await streamed({}, { n: 2 })
    expect(finished).toEqual([
      [0, 'stop'],
      [1, 'stop'],
    ])
    expect(facts.at(-1)?.finished).toEqual([0, 1])
    expect(facts.map(({ choices }) => choices)).toEqual([2, 2, 2, 2, 2])
  })

  it('completes text', async () => {
    const { given, clock } = parrot()
    const call = providerCall('textCompletion', { prompt: 'once upon' }, given)
    const exchange = await clock.finish(ask(call))
    expect((await wholeOf(exchange.batches)).result().choices[0]?.text).toBe('parrot heard: once upon')
  })
})

describe('how fast a simulated model is', () => {
  it('waits its latency, then takes a second for as many tokens as configured', async () => {
    const { given, clock } = parrot({ latency_ms: 200, tokens_per_second: 10 }, { stream: true })
    const startMs = clock.monotonicMs()
    const seenMs: number[] = []
    await clock.finish(
      (async () => {
        for await (const _ of (await ask(chatCall({}, given))).batches) seenMs.push(clock.monotonicMs() - startMs)
      })(),
    )
    expect(seenMs).toEqual([200, 200, 300, 400, 400])
  })

  it('takes as long for a plain answer as its tokens take', async () => {
    const { given, clock } = parrot({ latency_ms: 200, tokens_per_second: 10 })
    const startMs = clock.monotonicMs()
    await clock.finish(ask(chatCall({}, given)))
    expect(clock.monotonicMs() - startMs).toBe(500)
  })

  it('stops at once when it is cancelled', async () => {
    const scope = new CancelScope()
    const { given, clock } = parrot({ latency_ms: 60_000 }, { scope })
    const failing = failureOf(ask(chatCall({}, given)))
    scope.cancel()
    expect((await failing).kind).toBe('cancelled')
    expect(clock.pending).toBe(0)
  })

  it('stops in the middle of a stream when it is cancelled', async () => {
    const scope = new CancelScope()
    const { given, clock } = parrot({ tokens_per_second: 0.001 }, { scope, stream: true })
    const exchange = await clock.finish(ask(chatCall({}, given)))
    const failing = failureOf(hear(exchange.batches))
    scope.cancel()
    expect((await failing).kind).toBe('cancelled')
  })
})

describe('how a simulated model fails', () => {
  it('always, as configured, at an error_rate of 1', async () => {
    expect(await failureOf(plain({ error_rate: 1, error: 'rate-limit' }))).toMatchObject({ kind: 'rate-limit' })
    expect(await failureOf(streamed({ error_rate: 1 }))).toMatchObject({ kind: 'unavailable' })
  })

  it('never at an error_rate of 0', async () => {
    for (let i = 0; i < 20; i++) expect((await plain({ error_rate: 0, seed: i })).kind).toBe('whole')
  })

  it('cuts every stream after content at a stream_cut_rate of 1, and no plain answer', async () => {
    const { given, clock } = parrot({ stream_cut_rate: 1 }, { stream: true })
    const said: boolean[] = []
    const reading = (async () => {
      for await (const batch of (await ask(chatCall({}, given))).batches)
        said.push(batch.kind === 'chunks' && batch.facts.content)
    })()
    expect(await failureOf(clock.finish(reading))).toMatchObject({ kind: 'connection', code: 'upstream_truncated' })
    expect(said).toEqual([false, true, true])
    expect((await plain({ stream_cut_rate: 1 })).kind).toBe('whole')
  })

  it('the same way every time with the same seed, and another way with another', async () => {
    const rounds = async (seed: number) => {
      const { given, clock } = parrot({ error_rate: 0.5, seed })
      const call = chatCall({}, given)
      const outcomes: boolean[] = []
      for (let i = 0; i < 30; i++) {
        const asked = clock.finish(ask(call))
        outcomes.push(
          await asked.then(
            () => true,
            () => false,
          ),
        )
      }
      return outcomes.join()
    }
    const first = await rounds(1)
    expect(first).toContain('true')
    expect(first).toContain('false')
    expect(await rounds(1)).toBe(first)
    expect(await rounds(2)).not.toBe(first)
  })
})
