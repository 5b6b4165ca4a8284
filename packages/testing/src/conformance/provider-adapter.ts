import {
  CancelScope,
  type Deployment,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
  type RequestOf,
} from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { type FakeAnswer, FakeTransport } from '../fake-transport.ts'
import { settle } from '../test-clock.ts'
import { testRuntime } from '../test-runtime.ts'

/** An adapter under test, and recordings in its own wire format. */
export interface AdapterHarness {
  readonly adapter: ProviderAdapter
  /** With a key that no output may show. */
  readonly deployment: Deployment
  readonly request: RequestOf<'chat'>
  /** A plain answer whose text is `text`. */
  readonly plain: { readonly body: string; readonly text: string }
  readonly stream: RecordedStream
}

/** A stream with its terminal event. */
interface RecordedStream {
  /** Its content type; `text/event-stream` where none is said. */
  readonly type?: string
  /** In bytes where it is not text. */
  readonly body: string | Uint8Array
  /** What it says. */
  readonly text: string
}

/** What every `ProviderAdapter` over HTTP promises. Run it with each implementation. */
export function describeProviderAdapter(name: string, make: () => AdapterHarness): void {
  const json = { 'content-type': 'application/json' }
  const streaming = () => ({ 'content-type': make().stream.type ?? 'text/event-stream' })
  const streamBytes = () => {
    const { body } = make().stream
    return typeof body === 'string' ? new TextEncoder().encode(body) : body
  }

  const open = async (answer: FakeAnswer, stream: boolean, trace?: ProviderCall<'chat'>['trace']) => {
    const { adapter, deployment, request } = make()
    const transport = new FakeTransport(() => answer)
    const scope = new CancelScope()
    const call: ProviderCall<'chat'> = {
      ...{ operation: 'chat', deployment, request: { ...request, stream }, raw: undefined, stream, scope },
      runtime: testRuntime({ transport }),
      ...(trace ? { trace } : {}),
    }
    const before = JSON.stringify(call.request)
    const chat = adapter.operations.chat
    if (!chat) throw new Error(`${adapter.name} has no chat`)
    const exchange = chat(call)
    exchange.catch(() => {})
    return { transport, scope, exchange, unchanged: () => JSON.stringify(call.request) === before, deployment }
  }

  const textOf = async (answer: FakeAnswer) => {
    const { exchange } = await open(answer, true)
    let text = ''
    const finished = new Set<number>()
    for await (const batch of (await exchange).batches) {
      if (batch.kind !== 'chunks') continue
      if (batch.facts.error) throw batch.facts.error
      for (const index of batch.facts.finished) finished.add(index)
      for (const chunk of batch.chunks()) text += chunk.choices[0]?.delta.content ?? ''
    }
    return { text, finished: [...finished] }
  }

  const failureOf = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (failure: unknown) => failure,
    )
    if (!ProviderError.is(error)) throw new Error(`expected a ProviderError, got ${String(error)}`)
    return error
  }

  describe(`${name} keeps the promises of a ProviderAdapter`, () => {
    it('makes one request, and leaves the call as it was', async () => {
      const { plain } = make()
      const { exchange, transport, unchanged } = await open({ headers: json, pieces: [plain.body] }, false)
      await exchange
      expect(transport.seen).toHaveLength(1)
      expect(unchanged()).toBe(true)
    })

    it('passes on the place in a trace, and nothing of the kind where there is none', async () => {
      const answer = { headers: json, pieces: [make().plain.body] }
      const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
      const headersWith = async (trace?: ProviderCall<'chat'>['trace']) => {
        const { exchange, transport } = await open(answer, false, trace)
        await exchange
        return transport.seen[0]?.headers
      }
      const without = await headersWith()
      expect(Object.keys(without ?? {})).not.toContain('traceparent')
      expect(await headersWith({ parent })).toEqual({ ...without, traceparent: parent })
      const both = { ...without, traceparent: parent, tracestate: 'a=1,b=2' }
      expect(await headersWith({ parent, state: 'a=1,b=2' })).toEqual(both)
    })

    it('reads a plain answer', async () => {
      const { plain } = make()
      const { exchange } = await open({ headers: json, pieces: [plain.body] }, false)
      for await (const batch of (await exchange).batches) {
        if (batch.kind !== 'whole') throw new Error('expected a whole batch')
        expect(batch.result().choices[0]?.message.content).toBe(plain.text)
        expect(batch.usage()?.total_tokens).toBeGreaterThan(0)
      }
    })

    it('reads a stream cut at every byte', async () => {
      const { stream } = make()
      const bytes = streamBytes()
      const step = Math.max(1, Math.floor(bytes.length / 40))
      for (let at = 1; at < bytes.length; at += step) {
        const pieces = [bytes.subarray(0, at), bytes.subarray(at)]
        expect(await textOf({ headers: streaming(), pieces })).toEqual({ text: stream.text, finished: [0] })
      }
      expect((await textOf({ headers: streaming(), pieces: [...bytes].map((byte) => Uint8Array.of(byte)) })).text).toBe(
        stream.text,
      )
    })

    it('says why an answer was cut', async () => {
      const bytes = streamBytes()
      const half = bytes.subarray(0, bytes.length / 2)
      const broken = {
        headers: streaming(),
        pieces: [half],
        breaksWith: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
      }
      expect(await failureOf(textOf(broken))).toMatchObject({ kind: 'connection', code: 'upstream_truncated' })
    })

    it.each([
      [400, 'bad-request'],
      [401, 'authentication'],
      [404, 'not-found'],
      [429, 'rate-limit'],
      [500, 'server'],
      [503, 'unavailable'],
    ] as const)('calls a %i a failure of kind %s', async (status, kind) => {
      for (const stream of [false, true]) {
        const { exchange } = await open({ status, headers: json, pieces: ['{"error":{"message":"no"}}'] }, stream)
        expect(await failureOf(exchange)).toMatchObject({ kind, upstreamStatus: status })
      }
    })

    it('hands on how long to wait', async () => {
      const headers = { ...json, 'retry-after': '7' }
      const { exchange } = await open({ status: 429, headers, pieces: ['{}'] }, false)
      expect(await failureOf(exchange)).toMatchObject({ retryAfterMs: 7_000 })
    })

    it.each(['', 'null', '[]', '{"choices":', '<html></html>'])('does not believe a 200 with %j', async (body) => {
      const { exchange } = await open({ headers: json, pieces: [body] }, false)
      expect(await failureOf(exchange)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
    })

    it('never shows its key', async () => {
      const { deployment, exchange } = await open(
        { status: 400, pieces: [`{"error":{"message":"bad ${secretOf(make())}"}}`] },
        false,
      )
      const failure = await failureOf(exchange)
      const key = deployment.apiKey?.reveal() ?? 'none'
      expect(`${failure.message} ${JSON.stringify(failure)} ${JSON.stringify(deployment)}`).not.toContain(key)
    })

    it('closes the connection when it is cancelled, in every phase', async () => {
      const silent = await open({ silent: true }, false)
      await settle()
      silent.scope.cancel()
      expect(await failureOf(silent.exchange)).toMatchObject({ kind: 'cancelled' })
      expect(silent.transport.seen[0]?.aborted).toBeDefined()

      const begun = await open({ headers: streaming(), pieces: [streamBytes().subarray(0, -1)], silent: false }, true)
      const exchange = await begun.exchange
      begun.scope.cancel()
      const reading = (async () => {
        for await (const batch of exchange.batches) void batch
      })()
      expect(await failureOf(reading)).toMatchObject({ kind: 'cancelled' })
      expect(begun.transport.seen[0]?.aborted).toBeDefined()
    })
  })
}

const secretOf = ({ deployment }: AdapterHarness): string => deployment.apiKey?.reveal() ?? 'none'
