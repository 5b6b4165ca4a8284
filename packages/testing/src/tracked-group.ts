import {
  type AttemptEnd,
  type AttemptStart,
  type Candidate,
  candidateMaker,
  type Deployment,
  isNonEmpty,
  type Needs,
  type NonEmpty,
  type Signal,
  type Tracker,
} from '@turnout/core'

type Trackers = Map<Signal<unknown>, Tracker<unknown>>

/** Deployments with the trackers of the signals somebody needs, as the router keeps them. */
export class TrackedGroup<N extends Needs> {
  readonly candidates: NonEmpty<Candidate<N>>
  readonly #trackers: ReadonlyMap<Deployment, Trackers>

  /** `nowMs` is the time at which signals are read. */
  constructor(needs: N, deployments: NonEmpty<Deployment>, nowMs: () => number) {
    this.#trackers = new Map(deployments.map((deployment) => [deployment, new Map()]))
    const make = candidateMaker(needs, nowMs)
    const candidates = deployments.map((deployment) => make(deployment, (signal) => this.#tracker(signal, deployment)))
    if (!isNonEmpty(candidates)) throw new Error('no deployments')
    this.candidates = candidates
  }

  start(deployment: Deployment, attempt: AttemptStart): void {
    for (const tracker of this.#trackers.get(deployment)?.values() ?? []) tracker.start?.(attempt)
  }

  end(deployment: Deployment, attempt: AttemptEnd): void {
    for (const tracker of this.#trackers.get(deployment)?.values() ?? []) tracker.end?.(attempt)
  }

  #tracker(signal: Signal<unknown>, deployment: Deployment): Tracker<unknown> {
    const trackers = this.#trackers.get(deployment)
    const tracker = trackers?.get(signal) ?? signal.bind(deployment)
    trackers?.set(signal, tracker)
    return tracker
  }
}
