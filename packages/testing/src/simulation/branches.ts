import type { RequestSeen } from './seen.ts'
import type { Simulation } from './simulation.ts'

const count = <T>(list: Iterable<T>, is: (one: T) => boolean): number => {
  let counted = 0
  for (const one of list) if (is(one)) counted++
  return counted
}

/** What must have happened now and then, or the worlds are too tame to prove anything: in words, and how often it did. */
export const branches: Readonly<Record<string, (simulation: Simulation) => number>> = {
  'a request is served': (it) => requests(it, ({ outcome }) => outcome === 'success'),
  'a request fails': (it) => requests(it, ({ outcome }) => outcome === 'failure'),
  'a client leaves': (it) => requests(it, ({ outcome }) => outcome === 'left'),
  'a client leaves in the middle of a stream': (it) =>
    requests(it, ({ outcome, contentMs }) => outcome === 'left' && contentMs !== undefined),
  'a stream is forgotten by its client': (it) => requests(it, ({ outcome }) => outcome === 'forgotten'),
  'a request is refused': (it) => requests(it, ({ refusals }) => refusals > 0),
  'a stream breaks after content': (it) =>
    requests(it, ({ outcome, contentMs }) => outcome === 'failure' && contentMs !== undefined),
  'an attempt fails before content, and the client is served': (it) =>
    requests(it, ({ outcome, end }) => outcome === 'success' && (end?.attempts.length ?? 0) > 1),
  'a request falls back': (it) => requests(it, ({ fallbacks }) => fallbacks.length > 0),
  'a request falls back twice': (it) => requests(it, ({ fallbacks }) => fallbacks.length > 1),
  'a second attempt runs beside the first': (it) =>
    count(it.seen.attempts.values(), (attempt) => attempt?.hedge === true),
  'a deadline passes': (it) => requests(it, ({ failure }) => failure?.code === 'deadline_exceeded'),
  'all deployments cool down, or are full': (it) => requests(it, ({ failure }) => failure?.kind === 'none-available'),
  'all cool down, and a request waits': (it) =>
    requests(it, ({ askedMs, end }) => (end?.attempts[0]?.startedMs ?? 0) - askedMs >= 500),
  'a deployment cools down': (it) => told(it, 'cooldown-start'),
  'a deployment is tried out alone': (it) => count(it.seen.reservations.keys(), (id) => id.endsWith('probe')),
  'a limit is full': (it) => requests(it, ({ failure }) => failure?.message.includes('at its limit') === true),
  'a retry budget is spent': (it) =>
    requests(it, ({ failure }) => failure?.shouldRetry === false && failure.kind === 'unavailable'),
  'an answer comes from the cache, or from a shared call': (it) => requests(it, ({ cache }) => cache === 'hit'),
  'a callback fails': (it) => told(it, 'callback-fault'),
  'the store is lost': (it) => told(it, 'store-lost'),
  'the store is back': (it) => told(it, 'store-back'),
  'an attempt starts while the store is lost': (it) => told(it, 'without the store'),
  'a reservation is settled twice': (it) => count(it.seen.reservations.values(), ({ settles }) => settles > 1),
  'an instance crashes': (it) => told(it, 'an instance crashes'),
  'an instance ends in order': (it) => told(it, 'an instance ends in order'),
  'a configuration is loaded while attempts run': (it) => told(it, 'reload while attempts run'),
  'the wall clock jumps': (it) => told(it, 'the wall clock jumps'),
  "a client's own retry": (it) => told(it, "a client's own retry"),
  'a group serves again when faults stop': (it) => told(it, 'a group serves again when faults stop'),
  'the provider closes a connection on us': (it) => count(it.seen.calls, ({ plan }) => plan.fault === 'reset'),
  'the provider says nothing': (it) => count(it.seen.calls, ({ plan }) => plan.fault === 'hang'),
}

function requests({ seen }: Simulation, is: (one: RequestSeen) => boolean): number {
  let counted = 0
  seen.requests.forEach((one) => {
    if (is(one)) counted++
  })
  return counted
}

const told = ({ reached }: Simulation, what: string): number => reached.get(what) ?? 0
