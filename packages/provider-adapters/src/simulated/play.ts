import {
  type Batch,
  type ChunkOf,
  type Exchange,
  noFacts,
  type OperationName,
  type ProviderCall,
  ProviderError,
  type ResultOf,
  type Usage,
} from '@turnout/core'
import type { SimulatedSettings } from './settings.ts'

/** What a simulated model says. */
export interface Script<O extends OperationName> {
  readonly result: ResultOf<O>
  /** The stream's content, a token each; the role chunk and the finish chunk stand around them. */
  readonly words: readonly ChunkOf<O>[]
  readonly opening?: ChunkOf<O>
  readonly closing?: readonly ChunkOf<O>[]
}

const head = { status: 200, headers: {} }

/** A plain answer, after the time its tokens take. */
export async function whole<O extends OperationName>(
  call: ProviderCall<O>,
  { result, words }: Script<O>,
  { tokens_per_second }: SimulatedSettings,
): Promise<Exchange<O>> {
  await call.runtime.clock.sleep((words.length * 1000) / tokens_per_second, call.scope)
  if (call.scope.reason) throw call.scope.reason
  const usage = result.usage as Usage | undefined
  const batch: Batch<O> = { kind: 'whole', result: () => result, usage: () => usage }
  return {
    head,
    batches: (async function* () {
      yield batch
    })(),
    cancel() {},
  }
}

/** A stream, a token at a time; one that `cuts` breaks half-way. */
export function streamed<O extends OperationName>(
  call: ProviderCall<O>,
  script: Script<O>,
  settings: SimulatedSettings,
  cuts: boolean,
): Exchange<O> {
  return { head, batches: play(call, script, settings, cuts), cancel() {} }
}

async function* play<O extends OperationName>(
  call: ProviderCall<O>,
  { words, opening, closing = [], result }: Script<O>,
  { tokens_per_second }: SimulatedSettings,
  cuts: boolean,
): AsyncGenerator<Batch<O>> {
  const choices = Array.isArray(result['choices']) ? result['choices'].length : 1
  if (opening) yield { kind: 'chunks', facts: { ...noFacts, choices }, chunks: () => [opening] }
  for (const [at, word] of words.entries()) {
    if (at > 0) await call.runtime.clock.sleep(1000 / tokens_per_second, call.scope)
    if (call.scope.reason) throw call.scope.reason
    if (cuts && at > 0 && at >= words.length / 2)
      throw new ProviderError('connection', 'The simulated stream was cut.', { code: 'upstream_truncated' })
    yield { kind: 'chunks', facts: { ...noFacts, content: true, choices }, chunks: () => [word] }
  }
  const finished = Array.from({ length: choices }, (_, index) => index)
  const usage = result.usage as Usage | undefined
  yield {
    kind: 'chunks',
    facts: { content: true, choices, finished, done: true, ...(usage ? { usage } : {}) },
    chunks: () => closing,
  }
}
