import {
  type Batch,
  type Exchange,
  noFacts,
  type OperationName,
  type ProviderCall,
  type ProviderError,
} from '@turnout/core'
import { readUsage } from '../kit/read-usage.ts'
import type { Script } from './script.ts'
import { offlineHead } from './whole.ts'

/** How a stream comes; unless it says otherwise, at once and to its end. */
export interface Delivery {
  /** The time between two words. */
  readonly gapMs?: number
  /** Breaks the stream before the word at this place. */
  readonly cut?: { readonly at: number; readonly failure: ProviderError }
}

/** A stream, a word a batch. */
export function streamed<O extends OperationName>(
  call: ProviderCall<O>,
  script: Script<O>,
  delivery: Delivery = {},
): Exchange<O> {
  return { head: offlineHead, batches: play(call, script, delivery), cancel() {} }
}

async function* play<O extends OperationName>(
  { runtime, scope }: ProviderCall<O>,
  { words, opening, closing, result }: Script<O>,
  { gapMs, cut }: Delivery,
): AsyncGenerator<Batch<O>> {
  const choices = Array.isArray(result['choices']) ? result['choices'].length : 1
  if (opening) yield { kind: 'chunks', facts: { ...noFacts, choices, events: 0 }, chunks: () => [opening] }
  for (const [at, word] of words.entries()) {
    if (at > 0 && gapMs !== undefined) await runtime.clock.sleep(gapMs, scope)
    if (scope.reason) throw scope.reason
    if (cut?.at === at) throw cut.failure
    yield { kind: 'chunks', facts: { ...noFacts, content: true, choices }, chunks: () => [word] }
  }
  if (scope.reason) throw scope.reason
  const finished = Array.from({ length: choices }, (_, index) => index)
  const usage = readUsage(result.usage)
  yield {
    kind: 'chunks',
    facts: { content: true, choices, finished, done: true, ...(usage ? { usage } : {}) },
    chunks: () => closing,
  }
}
