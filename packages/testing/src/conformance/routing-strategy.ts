import {
  type Candidate,
  type ChoiceContext,
  type Deployment,
  isNonEmpty,
  type Needs,
  type NonEmpty,
  type RoutingStrategy,
} from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { makeContext } from '../make-context.ts'
import { makeDeployment } from '../make-deployment.ts'
import { seededRandom } from '../seeded-random.ts'
import { TrackedGroup } from '../tracked-group.ts'

const context = (seed: number): ChoiceContext => makeContext({ random: seededRandom(seed) })

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
