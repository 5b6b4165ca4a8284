import type { Deployment } from './deployment.ts'
import type { Candidate, Needs, Signal, Tracker } from './signal.ts'

const parts = Symbol('parts')

/** What the getters of a candidate read. */
interface Parts {
  readonly signals: readonly Signal<unknown>[]
  readonly trackers: readonly Tracker<unknown>[]
  readonly nowMs: () => number
}

interface View {
  readonly deployment: Deployment
  readonly [parts]: Parts
}

type ViewClass = new (deployment: Deployment, parts: Parts) => View

/** By the names that signals are read under. */
const classes = new Map<string, ViewClass>()

/**
 * Makes candidates that read their signals at the moment they are looked at. The getters are on a prototype that all
 * with the same names share, whatever their configuration: where each candidate has its own, the engine takes each for a
 * thing of its own kind, and reading thousands is ten times slower; and code that is fast stays so after a reload.
 */
export function candidateMaker<N extends Needs>(
  needs: N,
  nowMs: () => number,
): (deployment: Deployment, trackerOf: (signal: Signal<unknown>) => Tracker<unknown>) => Candidate<N> {
  const signals = Object.values(needs)
  const View = classFor(Object.keys(needs))
  return (deployment, trackerOf) => {
    const trackers = signals.map((signal) => trackerOf(signal.view?.of ?? signal))
    return new View(deployment, { signals, trackers, nowMs }) as View & Candidate<N>
  }
}

function classFor(names: readonly string[]): ViewClass {
  const key = JSON.stringify(names)
  const known = classes.get(key)
  if (known) return known
  const made = viewClass(names)
  classes.set(key, made)
  return made
}

function viewClass(names: readonly string[]): ViewClass {
  class OneView implements View {
    readonly deployment: Deployment
    readonly [parts]: Parts

    constructor(deployment: Deployment, read: Parts) {
      this.deployment = deployment
      this[parts] = read
      Object.freeze(this)
    }
  }
  for (const [index, name] of names.entries())
    Object.defineProperty(OneView.prototype, name, {
      enumerable: true,
      get(this: OneView) {
        return readAt(this[parts], index)
      },
    })
  return OneView
}

function readAt({ signals, trackers, nowMs }: Parts, index: number): unknown {
  const atMs = nowMs()
  const value = trackers[index]?.value(atMs)
  const view = signals[index]?.view
  return view ? view.read(value, atMs) : value
}
