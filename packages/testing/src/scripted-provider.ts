import {
  type Batch,
  type ChatChunk,
  type ChatCompletion,
  type ErrorDetails,
  type ErrorKind,
  type Exchange,
  noFacts,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
} from '@turnout/core'

/** What one attempt at a deployment does. */
export type Step =
  | { readonly does: 'say'; readonly text: string }
  | { readonly does: 'fail'; readonly error: ProviderError }
  | { readonly does: 'cut'; readonly text: string; readonly error: ProviderError }
  | { readonly does: 'pause'; readonly text: string }
  | { readonly does: 'hang' }
  | { readonly does: 'filter'; readonly text: string }
  | { readonly does: 'late'; readonly ms: number; readonly step: Step }

/** Answers with `text`. */
export const says = (text: string): Step => ({ does: 'say', text })

/** Fails before any content. */
export const fails = (kind: ErrorKind, details?: ErrorDetails): Step => ({
  does: 'fail',
  error: new ProviderError(kind, `scripted ${kind}`, details),
})

/** Streams `text` (none: only the role), then breaks. A plain request just fails. */
export const cutsAfter = (text: string): Step => ({
  does: 'cut',
  text,
  error: new ProviderError('connection', 'scripted cut', { code: 'upstream_truncated' }),
})

/** Streams `text`, then an event without content, then nothing; ends only when cancelled. */
export const pausesAfter = (text: string): Step => ({ does: 'pause', text })

/** Never answers; ends only when cancelled. */
export const hangs = (): Step => ({ does: 'hang' })

/** Answers with status 200, but the content filter ended it, after `text` where there is some. */
export const filters = (text = ''): Step => ({ does: 'filter', text })

/** Does nothing for `ms`, then what `step` says. */
export const late = (ms: number, step: Step): Step => ({ does: 'late', ms, step })

export interface ScriptedProvider extends ProviderAdapter {
  /** Every attempt, in order. */
  readonly calls: readonly ProviderCall<'chat'>[]
  /** When each of them began; monotonic. */
  readonly startedMs: readonly number[]
  /** How many exchanges were cancelled. */
  readonly cancelled: number
}

/** A provider that follows a script: for each model, what its nth attempt does; the last step repeats. */
export function scriptedProvider(
  script: Readonly<Record<string, readonly Step[]>>,
  name = 'scripted',
): ScriptedProvider {
  const calls: ProviderCall<'chat'>[] = []
  const startedMs: number[] = []
  const turns = new Map<string, number>()
  let cancelled = 0
  const nextStep = (model: string): Step => {
    const steps = script[model] ?? [says(`hello from ${model}`)]
    const turn = turns.get(model) ?? 0
    turns.set(model, turn + 1)
    return steps[Math.min(turn, steps.length - 1)] ?? says('')
  }
  return {
    name,
    calls,
    startedMs,
    get cancelled() {
      return cancelled
    },
    operations: {
      async chat(call): Promise<Exchange<'chat'>> {
        calls.push(call)
        startedMs.push(call.runtime.clock.monotonicMs())
        const step = await due(nextStep(call.deployment.model), call)
        if (step.does === 'hang') await new Promise<void>((resolve) => call.scope.onCancel(resolve))
        if (call.scope.reason) throw call.scope.reason
        if (step.does === 'fail' || (step.does === 'cut' && !call.stream)) throw step.error
        return {
          head: { status: 200, headers: {} },
          batches: play(step, call),
          cancel: () => void cancelled++,
        }
      },
    },
  }
}

/** What a step comes to, when it is time for it. */
async function due(step: Step, call: ProviderCall<'chat'>): Promise<Exclude<Step, { does: 'late' }>> {
  if (step.does !== 'late') return step
  await call.runtime.clock.sleep(step.ms, call.scope)
  return due(step.step, call)
}

async function* play(step: Exclude<Step, { does: 'late' }>, call: ProviderCall<'chat'>): AsyncGenerator<Batch<'chat'>> {
  const { model } = call.deployment
  const text = 'text' in step ? step.text : ''
  const finish = step.does === 'filter' ? 'content_filter' : 'stop'
  if (!call.stream) {
    const result = completion(model, text, finish)
    yield { kind: 'whole', result: () => result, usage: () => result.usage }
    return
  }
  yield { kind: 'chunks', facts: { ...noFacts, choices: 1 }, chunks: () => [chunk(model, { role: 'assistant' })] }
  if (text)
    yield {
      kind: 'chunks',
      facts: { ...noFacts, content: true, choices: 1 },
      chunks: () => [chunk(model, { content: text })],
    }
  if (step.does === 'cut') throw step.error
  if (step.does === 'pause') {
    yield { kind: 'chunks', facts: noFacts, chunks: () => [] }
    await new Promise<void>((resolve) => call.scope.onCancel(resolve))
    throw call.scope.reason
  }
  yield {
    kind: 'chunks',
    facts: { content: true, choices: 1, finished: [0], done: true },
    chunks: () => [chunk(model, {}, finish)],
  }
}

const identity = { id: 'chatcmpl-scripted', created: 1_700_000_000 }

function completion(model: string, text: string, finish: string): ChatCompletion {
  const completion_tokens = text.length
  return {
    ...identity,
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
    usage: { prompt_tokens: 1, completion_tokens, total_tokens: 1 + completion_tokens },
  }
}

function chunk(model: string, delta: ChatChunk['choices'][number]['delta'], finish: string | null = null): ChatChunk {
  return {
    ...identity,
    object: 'chat.completion.chunk',
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  }
}
