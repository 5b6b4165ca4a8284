import { type Deployment, defineStrategy, isNonEmpty, type RoutingStrategy } from '@turnout/core'
import {
  makeAttemptEnd,
  makeAttemptStart,
  makeContext,
  makeDeployment,
  seededRandom,
  TrackedGroup,
} from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { builtinStrategies } from '../builtin-strategies.ts'
import { lowestOrder } from '../filters/lowest-order.ts'
import { leastBy } from '../least-by.ts'

/** Scenarios of LiteLLM's own tests, by their numbers in the project's notes; where it differs on purpose, as Turnout does it. */
const made = (name: string, args = {}): RoutingStrategy => {
  const strategy = builtinStrategies[name]?.(args)
  if (!strategy) throw new Error(`no ${name}`)
  return strategy
}

/** Deployments m0, m1, … under a strategy, and time that is set. */
class Group {
  nowMs = 0
  readonly #strategy: RoutingStrategy
  readonly #tracked: TrackedGroup<RoutingStrategy['needs']>
  readonly #random = seededRandom(7)

  constructor(strategy: RoutingStrategy, ...given: readonly Partial<Deployment>[]) {
    const deployments = given.map((each, at) => makeDeployment({ model: `m${at}`, ...each }))
    if (!isNonEmpty(deployments)) throw new Error('no deployments')
    this.#strategy = strategy
    this.#tracked = new TrackedGroup(strategy.needs, deployments, () => this.nowMs)
  }

  /** How often each is chosen. */
  choices(count: number): readonly number[] {
    const context = makeContext({ random: this.#random, nowMs: this.nowMs })
    const chosen = Array.from({ length: count }, () => this.#strategy.select(this.#tracked.candidates, context))
    return this.#tracked.candidates.map(({ deployment }) => chosen.filter((each) => each === deployment).length)
  }

  /** One answer of the deployment with that index. */
  answered(index: number, tokens: number, tookMs = 1_000): void {
    const deployment = this.#tracked.candidates[index]?.deployment
    if (!deployment) throw new Error(`no m${index}`)
    const attempt = { attemptId: `${index}` }
    this.#tracked.start(deployment, makeAttemptStart({ ...attempt, atMs: this.nowMs }))
    const usage = { prompt_tokens: 0, completion_tokens: tokens, total_tokens: tokens }
    const startedMs = this.nowMs - tookMs
    this.#tracked.end(deployment, makeAttemptEnd({ ...attempt, startedMs, endedMs: this.nowMs, usage }))
  }
}

const price = (inputPerToken: number, outputPerToken: number) => ({ pricing: { inputPerToken, outputPerToken } })

describe('52. simple-shuffle goes by weights', () => {
  it.each([
    [{ rpm: 6 }, { rpm: 1_440 }],
    [{ tpm: 5 }, { tpm: 90 }],
    [{ weight: 6 }, { weight: 1_440 }],
  ])('%j and %j: the second gets more than 89 % of 1000', (first, second) => {
    expect(new Group(made('simple-shuffle'), first, second).choices(1_000)[1]).toBeGreaterThan(890)
  })

  it('2 and 1: the first comes more often in 50', () => {
    const [first = 0, second = 0] = new Group(made('simple-shuffle'), { weight: 2 }, { weight: 1 }).choices(50)
    expect(first).toBeGreaterThan(second)
  })
})

it('53. weights of one group do not affect another', () => {
  const strategy = made('simple-shuffle')
  const weighted = new Group(strategy, { rpm: 1 }, { rpm: 1_000 })
  const plain = new Group(strategy, {}, {})
  weighted.choices(100)
  for (const count of plain.choices(1_000)) expect(Math.abs(count - 500)).toBeLessThan(60)
})

it.each(['usage-based-routing', 'usage-based-routing-v2'])(
  '54. %s: after 50 and 20 tokens the second is taken',
  (name) => {
    const group = new Group(made(name), {}, {})
    group.answered(0, 50)
    group.answered(1, 20)
    expect(group.choices(50)).toEqual([0, 50])
  },
)

it('59. latency-based-routing without data: 10 requests over 4 hit more than one', () => {
  const hit = new Group(made('latency-based-routing'), {}, {}, {}, {}).choices(10).filter((count) => count > 0)
  expect(hit.length).toBeGreaterThan(1)
})

it('62. latency-based-routing with ttl 3: data is gone after 3 s', () => {
  const group = new Group(made('latency-based-routing', { ttl: 3 }), {}, {})
  group.answered(0, 10, 500)
  group.answered(1, 10, 2_000)
  group.nowMs = 2_999
  expect(group.choices(50)).toEqual([50, 0])
  group.nowMs = 3_000
  for (const count of group.choices(50)) expect(count).toBeGreaterThan(0)
})

it('63. cost-based-routing takes the cheapest', () => {
  const group = new Group(made('cost-based-routing'), price(3e-5, 3e-5), price(1e-9, 1e-8), price(10, 12))
  expect(group.choices(50)).toEqual([0, 50, 0])
})

it('64. order 1 before 2: 100 of 100', () => {
  const strategy = made('simple-shuffle')
  const needs = new TrackedGroup(
    {},
    [makeDeployment({ model: 'b', order: 2 }), makeDeployment({ model: 'a', order: 1 })],
    () => 0,
  )
  const context = makeContext()
  for (let i = 0; i < 100; i++) {
    const left = lowestOrder(needs.candidates)
    if (!isNonEmpty(left)) throw new Error('nobody left')
    expect(strategy.select(left, context).id).toBe('a')
  }
})

it('70. a strategy of one’s own decides every pick', () => {
  const heaviest = defineStrategy({
    name: 'heaviest',
    needs: {},
    select: (candidates) => leastBy(candidates, ({ deployment }) => -(deployment.weight ?? 0)).deployment,
  })
  expect(new Group(heaviest, { weight: 1 }, { weight: 3 }, { weight: 2 }).choices(100)).toEqual([0, 100, 0])
})
