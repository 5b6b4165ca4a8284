import { isJsonObject, type OperationName, ProviderError, TurnoutError } from '@turnout/core'
import { asProviderError } from '../engine/as-provider-error.ts'
import type { Ask } from '../engine/ask.ts'
import { deadlinePassed } from '../engine/deadline.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reply } from '../engine/reply.ts'
import { RequestLog } from '../engine/request-log.ts'
import { route } from '../engine/route.ts'
import { Flight } from './flight.ts'
import { FlightReply } from './flight-reply.ts'

type Running = { readonly [O in OperationName]: Map<string, Flight<O>> }

/** Requests that ask the same at the same time share one upstream call. */
export class Flights {
  readonly #running: Running = { chat: new Map(), textCompletion: new Map(), embedding: new Map(), rerank: new Map() }

  /**
   * The first one begins the call, and is a miss of the cache; the others are hits. `key` stands for all that is asked.
   * Throws what `route` throws.
   */
  async join<O extends OperationName>(engine: Engine, ask: Ask<O>, key: string): Promise<Reply<O>> {
    if (!isUsual(engine, ask)) return route(engine, () => ask)
    const running: Map<string, Flight<O>> = this.#running[ask.operation]
    const id = idOf(ask, key)
    const known = running.get(id)
    const flight = known ?? begun(engine, ask, (own) => running.get(id) === own && running.delete(id))
    if (!known) running.set(id, flight)
    if (known) ask.cache = { status: 'hit', key: ask.cache?.key ?? key }
    // The events of the first are the call's.
    const log = known ? new RequestLog(engine, ask) : undefined
    flight.enter()
    try {
      return new FlightReply({ engine, ask, flight, log, reply: await answerFor(engine, ask, flight) })
    } catch (error) {
      flight.leave(reasonOf(error))
      log?.end(ask.group, asProviderError(error))
      ask.release()
      throw error
    }
  }
}

/** The call of all of them: no single caller's leaving or patience ends it. */
const begun = <O extends OperationName>(engine: Engine, ask: Ask<O>, onEnd: (own: Flight<O>) => void): Flight<O> => {
  const { lastDeadlineMs: deadlineMs, stream } = ask
  const call = (scope: Ask<O>['scope']) => route(engine, () => ({ ...ask, scope, deadlineMs, release: () => {} }))
  return new Flight(call, stream, onEnd)
}

/** What a caller wants to be different for itself is not shared; who has left already begins nothing. */
const isUsual = ({ config, fallbackPolicy }: Engine, ask: Ask<OperationName>): boolean =>
  !ask.scope.cancelled &&
  ask.fallbackPolicy === fallbackPolicy &&
  ask.lastDeadlineMs === ask.startedMs + (config.deadlineMs ?? Infinity)

const idOf = (
  { stream, request, timeoutMs, streamTimeoutMs, numRetries, maxFallbacks }: Ask<OperationName>,
  key: string,
) => {
  const options = request['stream_options']
  const includeUsage = isJsonObject(options) && options['include_usage'] === true
  return [key, stream, includeUsage, timeoutMs, streamTimeoutMs, numRetries, maxFallbacks].join(' ')
}

/** Why a caller leaves: the failure behind the error that it is told, which knows whose doing it is. */
const reasonOf = (error: unknown): ProviderError =>
  TurnoutError.is(error) && ProviderError.is(error.cause) ? error.cause : asProviderError(error)

/** The call's answer, if it begins while this caller waits. */
function answerFor<O extends OperationName>(engine: Engine, ask: Ask<O>, flight: Flight<O>): Promise<Reply<O>> {
  const { clock } = engine.runtime
  return new Promise((resolve, reject) => {
    const isUp = () => reject(TurnoutError.from(ask.scope.reason ?? deadlinePassed()))
    const stopTimer = ask.deadlineMs === Infinity ? undefined : clock.timer(ask.deadlineMs - clock.monotonicMs(), isUp)
    const stopListening = ask.scope.onCancel(isUp)
    const settle = (): void => {
      stopTimer?.()
      stopListening()
    }
    flight.begun.then(resolve, reject).finally(settle)
  })
}
