import {
  type Candidate,
  type ChoiceContext,
  type Deployment,
  isNonEmpty,
  type Needs,
  type NonEmpty,
  type OperationName,
  operationNames,
  ProviderError,
  type RequestOf,
  type RoutingStrategy,
} from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { makeAttemptEnd, makeAttemptStart } from '../make-attempt.ts'
import { makeContext } from '../make-context.ts'
import { makeDeployment } from '../make-deployment.ts'
import { seededRandom } from '../seeded-random.ts'
import { TrackedGroup } from '../tracked-group.ts'

const context = (seed: number): ChoiceContext => makeContext({ random: seededRandom(seed) })

const requests: { readonly [O in OperationName]: RequestOf<O> } = {
  chat: { model: 'group', messages: [{ role: 'user', content: 'Hello' }], user: 'somebody' },
  textCompletion: { model: 'group', prompt: ['Once', 'upon'] },
  embedding: { model: 'group', input: 'Hello' },
  rerank: { model: 'group', query: 'Hello', documents: ['Good morning', 'Good night'] },
}

/** How an attempt may end; most end well. */
const failures: readonly (ProviderError | undefined)[] = [
  ...[undefined, undefined, undefined, undefined],
  ...(['server', 'timeout', 'cancelled', 'bad-request'] as const).map((kind) => new ProviderError(kind, 'simulated')),
  new ProviderError('rate-limit', 'simulated', { upstreamStatus: 429, retryAfterMs: 20_000 }),
]

/** Candidates with fresh trackers for whatever the strategy needs. */
export const candidatesFor = <N extends Needs>(
  strategy: RoutingStrategy<N>,
  deployments: NonEmpty<Deployment>,
): NonEmpty<Candidate<N>> => new TrackedGroup(strategy.needs, deployments, () => 1_000).candidates

/** What every `RoutingStrategy` promises. Run it with each implementation, plugins included. */
export function describeStrategy(name: string, make: () => RoutingStrategy): void {
  describe(`${name} keeps the promises of a RoutingStrategy`, () => {
    const deployments = [1, 2, 3, 4, 5].map((n) => makeDeployment({ model: `model-${n}` }))
    const some = (count: number): NonEmpty<Deployment> => {
      const chosen = deployments.slice(0, count)
      if (!isNonEmpty(chosen)) throw new Error('no deployments')
      return chosen
    }

    it('has a kebab-case name', () => {
      expect(make().name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    })

    it.each([1, 2, 5])('returns one of %i candidates, for any chance', (count) => {
      const strategy = make()
      for (let seed = 0; seed < 200; seed++) {
        const candidates = candidatesFor(strategy, some(count))
        const chosen = strategy.select(candidates, context(seed))
        expect(candidates.map(({ deployment }) => deployment)).toContain(chosen)
      }
    })

    it('stands the ends of chance: 0 and just below 1', () => {
      for (const value of [0, 1 - Number.EPSILON]) {
        const strategy = make()
        const candidates = candidatesFor(strategy, some(5))
        const chosen = strategy.select(candidates, { ...context(0), random: () => value })
        expect(candidates.map(({ deployment }) => deployment)).toContain(chosen)
      }
    })

    it('returns one of its candidates whatever they have been through, for every operation', () => {
      for (let seed = 0; seed < 20; seed++) {
        const strategy = make()
        const chance = seededRandom(seed)
        let nowMs = 0
        const group = new TrackedGroup(strategy.needs, some(5), () => nowMs)
        const running: { readonly on: Deployment; readonly attemptId: string; readonly startedMs: number }[] = []
        for (let i = 0; i < 200; i++) {
          nowMs += chance() < 0.02 ? 120_000 : chance() * 3_000
          const operation = operationNames[i % operationNames.length] ?? 'chat'
          const asked = { ...context(seed), operation, request: requests[operation], stream: i % 2 === 0, nowMs }
          const among = group.candidates.filter(() => chance() < 0.8)
          const candidates = isNonEmpty(among) ? among : group.candidates
          const on = strategy.select(candidates, asked)
          expect(candidates.map(({ deployment }) => deployment)).toContain(on)
          const attemptId = `${i}`
          group.start(on, makeAttemptStart({ attemptId, operation, atMs: nowMs, estimatedTokens: chance() * 500 }))
          running.push({ on, attemptId, startedMs: nowMs })
          if (chance() < 0.3) continue
          const [over] = running.splice(Math.floor(chance() * running.length), 1)
          const failure = failures[Math.floor(chance() * failures.length)]
          if (over) group.end(over.on, makeAttemptEnd({ ...over, operation, endedMs: nowMs, failure }))
        }
      }
    })

    it('chooses the same for the same seed', () => {
      const run = () => {
        const strategy = make()
        const random = seededRandom(42)
        return Array.from({ length: 50 }, () =>
          strategy.select(candidatesFor(strategy, some(5)), { ...context(0), random }),
        )
      }
      expect(run()).toEqual(run())
    })

    it('leaves its candidates as they were', () => {
      const strategy = make()
      const candidates = candidatesFor(strategy, some(3))
      const before = JSON.stringify(candidates)
      strategy.select(Object.freeze(candidates), context(1))
      expect(JSON.stringify(candidates)).toBe(before)
    })
  })
}
