import { type Deployment, isNonEmpty, type Pricing } from '@turnout/core'
import { makeContext, makeDeployment } from '@turnout/testing'
import { candidatesFor, describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { costBasedRouting } from './cost-based-routing.ts'

describeStrategy('costBasedRouting', costBasedRouting)

const unknown = undefined
const free: Pricing = { inputPerToken: 0, outputPerToken: 0 }
const of = (inputPerToken: number, outputPerToken: number): Pricing => ({ inputPerToken, outputPerToken })

/** Which of these prices are chosen, of 50 choices. */
const chosen = (...prices: readonly (Pricing | undefined)[]): readonly number[] => {
  const strategy = costBasedRouting()
  const deployments: readonly Deployment[] = prices.map((pricing, at) =>
    makeDeployment({ model: `m${at}`, ...(pricing ? { pricing } : {}) }),
  )
  if (!isNonEmpty(deployments)) throw new Error('no deployments')
  const candidates = candidatesFor(strategy, deployments)
  const context = makeContext()
  const picks = Array.from({ length: 50 }, () => deployments.indexOf(strategy.select(candidates, context)))
  return [...new Set(picks)].sort()
}

describe('costBasedRouting', () => {
  it.each<readonly [string, readonly (Pricing | undefined)[], readonly number[]]>([
    ['the cheapest by the sum of both prices', [of(3, 1), of(1, 2), of(0, 4)], [1]],
    ['free before cheap', [of(1e-9, 0), free], [1]],
    ['unknown last, however dear the others', [unknown, of(1e-3, 4)], [1]],
    ['free, which is not unknown', [unknown, free], [1]],
    ['any of equals', [of(1, 2), of(2, 1), of(2, 2)], [0, 1]],
    ['any where none is known', [unknown, unknown], [0, 1]],
  ])('takes %s', (_, prices, expected) => {
    expect(chosen(...prices)).toEqual(expected)
  })
})
