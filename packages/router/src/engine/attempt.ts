import {
  type Batch,
  CancelScope,
  choicesAsked,
  type Deployment,
  type Exchange,
  type OperationName,
  ProviderError,
} from '@turnout/core'
import { asProviderError } from './as-provider-error.ts'
import type { Ask } from './ask.ts'
import { Completeness } from './completeness.ts'
import { defaultSilenceMs, defaultTimeoutMs } from './default-times.ts'
import type { Engine } from './engine.ts'
import { Reply } from './reply.ts'
import type { RequestLog } from './request-log.ts'
import type { RunningAttempt } from './running-attempt.ts'
import { type Bound, TimeLimit } from './time-limit.ts'

/** No stream needs more before its first content. */
const mostHeldBytes = 1024 * 1024

/** One try at one deployment: ends in a reply that has begun to say something, or in the reason why not. Never throws. */
export async function attempt<O extends OperationName>(
  engine: Engine,
  ask: Ask<O>,
  log: RequestLog,
  running: RunningAttempt,
): Promise<Reply<O> | ProviderError> {
  const scope = new CancelScope(ask.scope)
  const bounds = boundsOf(engine, ask, running)
  const clock = new TimeLimit(engine.runtime.clock, scope, ask.deadlineMs, bounds.first)
  let exchange: Exchange<O> | undefined
  try {
    exchange = await call(engine, ask, running.member.deployment, scope)
    const source = exchange.batches[Symbol.asyncIterator]()
    const completeness = new Completeness(choicesAsked(ask.request, running.member.deployment.defaults))
    const held = await readToContent(source, completeness)
    running.firstContentMs = engine.runtime.clock.monotonicMs()
    if (ask.stream) clock.rebind(bounds.silence)
    else clock.stop()
    return new Reply({ ask, log, running, scope, clock, exchange, source, held, completeness })
  } catch (error) {
    clock.stop()
    exchange?.cancel()
    const failure = scope.reason ?? asProviderError(error)
    scope.cancel(failure)
    running.end(failure, () => undefined)
    return failure
  }
}

function call<O extends OperationName>(
  engine: Engine,
  ask: Ask<O>,
  deployment: Deployment,
  scope: CancelScope,
  adapter = engine.provider(deployment.provider),
): Promise<Exchange<O>> {
  if (adapter instanceof Promise)
    return adapter.then((loaded) =>
      loaded ? call(engine, ask, deployment, scope, loaded) : Promise.reject(noAdapter(ask, deployment)),
    )
  const operation = adapter?.operations[ask.operation]
  if (!operation) throw noAdapter(ask, deployment)
  const { request, raw, stream } = ask
  return operation({ operation: ask.operation, deployment, request, raw, stream, scope, runtime: engine.runtime })
}

const noAdapter = ({ operation }: Ask<OperationName>, { provider }: Deployment): ProviderError =>
  new ProviderError('not-found', `There is no adapter for ${provider} that serves ${operation}.`)

/** The commit point: everything up to the first content is held back, and until then any failure is unseen. */
async function readToContent<O extends OperationName>(
  source: AsyncIterator<Batch<O>>,
  completeness: Completeness,
): Promise<Batch<O>[]> {
  const held: Batch<O>[] = []
  let heldBytes = 0
  for (;;) {
    const { done, value } = await source.next()
    if (done) throw completeness.verdict() ?? emptyAnswer()
    if (value.kind === 'whole') return [value]
    if (value.facts.error && !value.facts.content) throw value.facts.error
    completeness.note(value.facts)
    held.push(value)
    heldBytes += value.raw?.byteLength ?? 1
    if (heldBytes > mostHeldBytes) throw tooMuch()
    if (value.facts.content) return held
  }
}

const tooMuch = (): ProviderError =>
  new ProviderError('server', `The stream said nothing in ${mostHeldBytes} bytes.`, { code: 'upstream_too_large' })

const emptyAnswer = (): ProviderError =>
  new ProviderError('server', 'The provider answered with nothing.', { code: 'upstream_invalid_response' })

/** `timeout` bounds a whole plain attempt; `stream_timeout`, else `timeout`, a stream's first content and its silences. */
function boundsOf(engine: Engine, ask: Ask<OperationName>, { member: { deployment } }: RunningAttempt) {
  const plainMs = ask.timeoutMs ?? deployment.timeoutMs ?? engine.config.timeoutMs
  const streamMs = ask.timeoutMs ?? deployment.streamTimeoutMs ?? engine.config.streamTimeoutMs ?? plainMs
  const firstMs = (ask.stream ? streamMs : plainMs) ?? defaultTimeoutMs
  const silenceMs = streamMs ?? defaultSilenceMs
  return {
    first: { limitMs: firstMs, failure: () => timeout(`There was no answer within ${firstMs} ms.`) },
    silence: { limitMs: silenceMs, failure: () => timeout(`The stream was silent for ${silenceMs} ms.`) },
  } satisfies Record<string, Bound>
}

const timeout = (message: string): ProviderError => new ProviderError('timeout', message)
