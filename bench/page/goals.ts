import type { Figures } from '../figures/figures.ts'
import { addedCost } from './callback-table.ts'
import { megabytes, milliseconds, percent, times } from './in-words.ts'
import { cpuOf, latencyOf, memoryOf, startOf, timesOf, whyNot } from './look-up.ts'

/** Something Turnout must reach. */
export interface Goal {
  readonly what: string
  readonly must: string
  readonly measured: string
  /** 1 or more where it is reached; undefined where it was not measured. */
  readonly reached: number | undefined
}

type Show = (figure: number) => string

/** Where the second digit decides. */
const closeTimes: Show = (figure) => `${figure.toFixed(2)} ×`

const atLeast = (what: string, goal: number, show: Show, figure: number | undefined, none: string): Goal => ({
  ...{ what, must: `≥ ${show(goal)}`, measured: figure === undefined ? none : show(figure) },
  reached: figure === undefined ? undefined : figure / goal,
})

/** Nothing measured is less than nothing: what is below is as good as can be. */
const atMost = (what: string, goal: number, show: Show, figure: number | undefined, none: string): Goal => ({
  ...{ what, must: `≤ ${show(goal)}`, measured: figure === undefined ? none : show(figure) },
  reached: figure === undefined ? undefined : goal / Math.max(figure, goal / 1_000),
})

const shares: readonly (readonly [string, string, string, number])[] = [
  ['1 KB chat, share of the floor', 'chat', 'turnout', 85],
  ['100 KB chat, share of the floor', 'large', 'turnout', 90],
  ['streams in one burst, share of the floor', 'burst', 'turnout', 80],
  ['paced streams, share of the floor', 'paced', 'turnout', 90],
  ['1 KB chat with limits held in Redis, share of the floor', 'chat', 'limits-in-redis', 78],
  ['1 KB chat, hits of the response cache, share of the floor', 'chat', 'cache-hits', 200],
]
const rivals: readonly (readonly [string, string, number])[] = [
  ['Portkey', 'portkey', 12],
  ["LiteLLM's Python proxy", 'litellm', 50],
  ['Bifrost', 'bifrost', 2],
]

const less = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one - other

const latencyGoals = (figures: Figures): readonly Goal[] => {
  const at500 = (target: string) => latencyOf(figures, target, 500)
  const first = (target: string) => latencyOf(figures, target, 100, true)?.p50
  const floors = less(first('floor'), first('direct'))
  const [own, floor] = [at500('turnout')?.p99, at500('floor')?.p99]
  const tail = own === undefined || floor === undefined ? undefined : own / floor
  const none = whyNot(figures, 'latency', 'turnout')
  return [
    atMost(
      'added latency at 500 requests a second, p50',
      ...([0.4, milliseconds, less(at500('turnout')?.p50, at500('direct')?.p50), none] as const),
    ),
    atMost('latency at 500 requests a second, p99, of the floor’s', ...([1.5, times, tail, none] as const)),
    atMost(
      `added time to the first token, p50${floors === undefined ? '' : `; the floor adds ${milliseconds(floors)}`}`,
      ...([1, milliseconds, less(first('turnout'), first('direct')), none] as const),
    ),
  ]
}

const processGoals = (figures: Figures): readonly Goal[] => {
  const two = timesOf(figures, 'chat', 'two-workers')
  const floors = cpuOf(figures, 'chat', 'two-floors')?.share
  const streams = less(memoryOf(figures, 'turnout')?.streaming, memoryOf(figures, 'floor')?.streaming)
  const none = whyNot(figures, 'memory', 'turnout')
  return [
    atLeast(
      `two workers: requests a CPU second × 2, of one${floors === undefined ? '' : `; two floors ${closeTimes(floors / 50)}`}`,
      ...([1.8, closeTimes, two && 2 / two, whyNot(figures, 'cpu', 'two-workers')] as const),
    ),
    atMost('memory of 1,000 open streams above the floor’s', 60 * 1_048_576, megabytes, streams, none),
    atMost('memory when idle', 90 * 1_048_576, megabytes, memoryOf(figures, 'turnout')?.idle, none),
    atMost(
      'cold start to the first answer',
      ...([500, milliseconds, startOf(figures, 'turnout')?.answered, whyNot(figures, 'start', 'turnout')] as const),
    ),
  ]
}

const callbackGoals = (figures: Figures): readonly Goal[] => {
  const cost = (target: string) =>
    [percent, addedCost(figures, 'chat', target), whyNot(figures, 'callbacks', target)] as const
  return [
    atMost('1 KB chat, what all callbacks add', 15, ...cost('all-callbacks')),
    atMost('1 KB chat, what metrics alone add', 3, ...cost('metrics-alone')),
  ]
}

/** All of them: those not reached first, the farthest of all at the top; then those not measured. */
export const goalsOf = (figures: Figures): readonly Goal[] => {
  const ofFloor = shares.map(([what, scenario, target, goal]) =>
    atLeast(what, goal, percent, cpuOf(figures, scenario, target)?.share, whyNot(figures, 'cpu', target)),
  )
  const ofRivals = rivals.map(([name, target, goal]) => {
    const what = `1 KB chat, requests a CPU second, of ${name}`
    return atLeast(what, goal, times, timesOf(figures, 'chat', target), whyNot(figures, 'cpu', target))
  })
  const all = [...ofFloor, ...ofRivals, ...callbackGoals(figures), ...latencyGoals(figures), ...processGoals(figures)]
  return all.toSorted((a, b) => (a.reached ?? 0.999_999) - (b.reached ?? 0.999_999))
}
