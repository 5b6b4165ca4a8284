import { isNonEmpty } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { hashText } from './hash.ts'
import { rendezvous } from './rendezvous.ts'

const listOf = (...weights: readonly (number | undefined)[]) => {
  const list = weights.map((weight, at) => ({
    deployment: makeDeployment({ model: `m${at}`, ...(weight === undefined ? {} : { weight }) }),
  }))
  if (!isNonEmpty(list)) throw new Error('no deployments')
  return list
}
const keys = Array.from({ length: 20_000 }, (_, n) => hashText(`key ${n}`))

describe('rendezvous', () => {
  it('gives the same key the same one, however the list is ordered', () => {
    const list = listOf(1, 2, 3)
    const turned = list.toReversed()
    if (!isNonEmpty(turned)) throw new Error('no deployments')
    for (const key of keys.slice(0, 200)) expect(rendezvous(turned, key)).toBe(rendezvous(list, key))
  })

  it('moves only the keys of the one that left, over all others', () => {
    const list = listOf(1, 1, 1, 1)
    const gone = list[0]
    const left = list.slice(1)
    if (!isNonEmpty(left)) throw new Error('no deployments')
    const takers = new Map<unknown, number>()
    for (const key of keys) {
      const before = rendezvous(list, key)
      const after = rendezvous(left, key)
      if (before === gone) takers.set(after, (takers.get(after) ?? 0) + 1)
      else expect(after).toBe(before)
    }
    for (const each of left) expect((takers.get(each) ?? 0) / keys.length).toBeCloseTo(1 / 12, 1)
  })

  it('gives keys in proportion to weights, and none to weight 0 while another is left', () => {
    const list = listOf(3, undefined, 0)
    const counts = list.map((each) => keys.filter((key) => rendezvous(list, key) === each).length / keys.length)
    expect(counts[0]).toBeCloseTo(0.75, 1)
    expect(counts[1]).toBeCloseTo(0.25, 1)
    expect(counts[2]).toBe(0)
    expect(rendezvous(listOf(0), 1).deployment.id).toBe('m0')
  })
})
