import { type Batch, type Exchange, type OperationName, ProviderError } from '@turnout/core'
import { fitted } from '../params/fitted.ts'
import { asProviderError } from './as-provider-error.ts'
import type { Ask } from './ask.ts'
import { timesOf } from './attempt-times.ts'
import { blockedAnswer, hasElsewhere } from './blocked-answer.ts'
import { callWithout, refusedParam } from './call-without.ts'
import type { Committed } from './committed.ts'
import { Completeness } from './completeness.ts'
import type { Engine } from './engine.ts'
import { assertFits } from './fit.ts'
import { mockedAttempt } from './mock-failure.ts'
import type { RequestLog } from './request-log.ts'
import type { RunningAttempt } from './running-attempt.ts'
import { adapterNameOf, adapterOf, targetOf } from './target.ts'
import { TimeLimit } from './time-limit.ts'
import { traceOf } from './trace-of.ts'
import { UsageMeter } from './usage-meter.ts'

/** No stream needs more before its first content. */
const mostHeldBytes = 1024 * 1024

/** One try at one deployment: ends in an answer that has begun to say something, or in the reason why not. Never throws. */
export async function attempt<O extends OperationName>(
  engine: Engine,
  ask: Ask<O>,
  log: RequestLog,
  running: RunningAttempt,
): Promise<Committed<O> | ProviderError> {
  const { scope, member } = running
  const times = timesOf(ask, member.times)
  const clock = new TimeLimit(engine.timer, scope, ask.deadlineMs, times.first)
  const meter = new UsageMeter(ask)
  running.meter = meter
  const held: Batch<O>[] = []
  let exchange: Exchange<O> | undefined
  try {
    const mocked = mockedAttempt(ask, log.attemptsStarted)
    if (mocked) throw mocked
    try {
      exchange = await call(engine, ask, running)
    } catch (error) {
      if (refusedParam(error) === undefined) throw error
      exchange = await callWithout(ask, running, error, (rest) => call(engine, rest, running))
    }
    running.headers = exchange.head.headers
    const { whole } = exchange
    const source = whole ? noMore : exchange.batches[Symbol.asyncIterator]()
    const completeness = new Completeness(running.choices)
    if (whole) held.push(whole)
    else await readToContent(source, completeness, held)
    const blocked = blockedAnswer(held)
    if (blocked && hasElsewhere(engine, ask, log, running.group)) throw blocked
    running.commit()
    if (ask.stream) clock.rebind(times.silence, ask.lastDeadlineMs)
    else clock.stop()
    return { ask, log, running, clock, exchange, source, held, completeness, meter }
  } catch (error) {
    clock.stop()
    exchange?.cancel()
    const failure = scope.reason ?? asProviderError(error)
    scope.cancel(failure)
    for (const batch of held) meter.note(batch)
    running.end(failure, exchange || failure.kind === 'cancelled' ? meter : undefined)
    return failure
  }
}

/** What follows an answer that is whole. */
const noMore: AsyncIterator<never> = { next: () => Promise.resolve({ done: true, value: undefined }) }

function call<O extends OperationName>(engine: Engine, ask: Ask<O>, running: RunningAttempt): Promise<Exchange<O>> {
  const target = targetOf(engine, ask, running.member.deployment)
  const { operation: wanted, raw, stream } = ask
  const { scope } = running
  const { runtime } = engine
  const trace = traceOf(ask, running.spanId)
  const exchange = (adapter: Awaited<ReturnType<Engine['provider']>>): Promise<Exchange<O>> => {
    const operation = adapter?.operations[wanted]
    if (!operation)
      throw new ProviderError('not-found', `There is no adapter for ${adapterNameOf(target)} that serves ${wanted}.`, {
        fault: 'router',
      })
    const fit = fitted(adapter, ask, target)
    if (!fit) {
      const { request } = ask
      return operation({ operation: wanted, deployment: target, request, raw, stream, scope, runtime, trace })
    }
    assertFits(fit, `${target.provider}/${target.model}`)
    running.fit = fit
    const { deployment, request, dropped, allowed } = fit
    return operation({
      ...{ operation: wanted, deployment, request, stream, scope, runtime, trace },
      raw: dropped.length > 0 ? undefined : raw,
      ...(allowed ? { allowedParams: allowed } : {}),
    })
  }
  const adapter = adapterOf(engine, target)
  return adapter instanceof Promise ? adapter.then(exchange) : exchange(adapter)
}

/** The commit point: everything up to the first content is held back, and until then any failure is unseen. */
async function readToContent<O extends OperationName>(
  source: AsyncIterator<Batch<O>>,
  completeness: Completeness,
  held: Batch<O>[],
): Promise<void> {
  let heldBytes = 0
  for (;;) {
    const { done, value } = await source.next()
    if (done) throw completeness.verdict() ?? emptyAnswer()
    held.push(value)
    if (value.kind === 'whole') return
    if (value.facts.error && !value.facts.content) throw value.facts.error
    completeness.note(value.facts)
    if (value.facts.content) return
    heldBytes += value.raw?.byteLength ?? 1
    if (heldBytes > mostHeldBytes) throw tooMuch()
  }
}

const tooMuch = (): ProviderError =>
  new ProviderError('server', `The stream said nothing in ${mostHeldBytes} bytes.`, { code: 'upstream_too_large' })

const emptyAnswer = (): ProviderError =>
  new ProviderError('server', 'The provider answered with nothing.', { code: 'upstream_invalid_response' })
