import {
  type Batch,
  CancelScope,
  type Deployment,
  type Facts,
  type OperationName,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
  type RequestOf,
  type Usage,
} from '@turnout/core'
import { type FakeAnswer, FakeTransport, makeDeployment, testRuntime } from '@turnout/testing'

/** What a test cares about in a call. */
export interface Given {
  readonly deployment?: Partial<Deployment>
  readonly stream?: boolean
  readonly scope?: CancelScope
  readonly runtime?: ProviderCall<'chat'>['runtime']
}

export const providerCall = <O extends OperationName>(
  operation: O,
  request: Omit<RequestOf<O>, 'model'>,
  { deployment, stream = false, scope = new CancelScope(), runtime = testRuntime() }: Given = {},
): ProviderCall<O> => ({
  operation,
  deployment: makeDeployment({ model: 'm', ...deployment }),
  request: { model: 'group', ...request } as unknown as RequestOf<O>,
  raw: undefined,
  stream,
  scope,
  runtime,
})

export const chatCall = (request: object = {}, given: Given = {}): ProviderCall<'chat'> =>
  providerCall('chat', { messages: [{ role: 'user', content: 'Hi' }], ...request }, given)

export const json = (...pieces: (string | Uint8Array)[]): FakeAnswer => ({
  headers: { 'content-type': 'application/json' },
  pieces,
})

export const eventStream = (...pieces: (string | Uint8Array)[]): FakeAnswer => ({
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  pieces,
})

/** Sends `call` to an adapter whose network gives `answer`. */
export function exchangeOf<O extends OperationName>(
  adapter: ProviderAdapter,
  call: ProviderCall<O>,
  answer: FakeAnswer,
) {
  const transport = new FakeTransport(() => answer)
  const operation = adapter.operations[call.operation]
  if (!operation) throw new Error(`${adapter.name} has no ${call.operation}`)
  const exchange = operation({ ...call, runtime: { ...call.runtime, transport } })
  exchange.catch(() => {})
  return { transport, exchange }
}

/** Everything a stream of batches said. */
export interface Heard {
  readonly raw: string
  readonly facts: readonly Facts[]
  readonly chunks: readonly { readonly choices: readonly unknown[] }[]
  readonly text: string
  readonly finished: readonly (readonly [index: number, reason: string])[]
  readonly usage: Usage | undefined
  readonly done: boolean
}

export async function hear<O extends OperationName>(batches: AsyncIterable<Batch<O>>): Promise<Heard> {
  const raw: Uint8Array[] = []
  const facts: Facts[] = []
  const chunks: AnyChunk[] = []
  for await (const batch of batches) {
    if (batch.kind !== 'chunks') throw new Error('expected chunks')
    if (batch.raw) raw.push(batch.raw)
    facts.push(batch.facts)
    chunks.push(...(batch.chunks() as readonly AnyChunk[]))
  }
  const choices = chunks.flatMap((chunk) => chunk.choices)
  return {
    raw: Buffer.concat(raw).toString(),
    facts,
    chunks,
    text: choices.map(({ delta, text }) => text ?? textOf(delta?.content)).join(''),
    finished: choices.flatMap(({ index, finish_reason }) => (finish_reason ? [[index, finish_reason] as const] : [])),
    usage: facts.findLast(({ usage }) => usage)?.usage,
    done: facts.some(({ done }) => done),
  }
}

interface AnyChunk {
  readonly choices: readonly {
    readonly index: number
    readonly text?: string
    readonly delta?: { readonly content?: unknown }
    readonly finish_reason?: string | null
  }[]
}

const textOf = (content: unknown): string => (typeof content === 'string' ? content : '')

/** The one batch of a plain answer. */
export async function wholeOf<O extends OperationName>(batches: AsyncIterable<Batch<O>>) {
  for await (const batch of batches) if (batch.kind === 'whole') return batch
  throw new Error('expected a whole batch')
}

/** The `ProviderError` that `work` ends with. */
export async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => 'no failure',
    (failure: unknown) => failure,
  )
  if (!ProviderError.is(error)) throw new Error(`expected a ProviderError, got ${String(error)}`)
  return error
}
