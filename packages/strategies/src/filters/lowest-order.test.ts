import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { lowestOrder } from './lowest-order.ts'

const group = (...orders: readonly (number | undefined)[]) =>
  orders.map((order, at) => ({
    deployment: makeDeployment({ model: `m${at}`, ...(order === undefined ? {} : { order }) }),
  }))

describe('lowestOrder', () => {
  it.each([
    [[1, 2], ['m0']],
    [
      [2, 1, 1],
      ['m1', 'm2'],
    ],
    [
      [3, undefined, 3],
      ['m0', 'm2'],
    ],
    [[undefined, 0], ['m1']],
    [
      [undefined, undefined],
      ['m0', 'm1'],
    ],
    [[], []],
  ])('of the orders %j keeps %j', (orders, expected) => {
    expect(lowestOrder(group(...orders)).map(({ deployment }) => deployment.id)).toEqual(expected)
  })

  it('makes no new list where none has an order', () => {
    const candidates = group(undefined, undefined)
    expect(lowestOrder(candidates)).toBe(candidates)
  })
})
