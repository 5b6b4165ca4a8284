import type { Deployment } from './deployment.ts'
import type { Candidate, Needs, Signal, Tracker } from './signal.ts'

const trackersOf = Symbol('trackers')

/**
 * Makes candidates that read their signals at the moment they are looked at. The getters are on one prototype: where
 * each candidate has its own, the engine takes each for a thing of its own kind, and reading thousands is ten times
 * slower.
 */
export function candidateMaker<N extends Needs>(
  needs: N,
  nowMs: () => number,
): (deployment: Deployment, trackerOf: (signal: Signal<unknown>) => Tracker<unknown>) => Candidate<N> {
  const signals = Object.values(needs)
  class View {
    readonly deployment: Deployment
    readonly [trackersOf]: readonly Tracker<unknown>[]

    constructor(deployment: Deployment, trackers: readonly Tracker<unknown>[]) {
      this.deployment = deployment
      this[trackersOf] = trackers
      Object.freeze(this)
    }
  }
  for (const [index, [name, { view }]] of Object.entries(needs).entries()) {
    const read = (candidate: View): unknown => candidate[trackersOf][index]?.value(nowMs())
    Object.defineProperty(View.prototype, name, {
      enumerable: true,
      get(this: View) {
        return view ? view.read(read(this), nowMs()) : read(this)
      },
    })
  }
  return (deployment, trackerOf) =>
    new View(
      deployment,
      signals.map((signal) => trackerOf(signal.view?.of ?? signal)),
    ) as View & Candidate<N>
}
