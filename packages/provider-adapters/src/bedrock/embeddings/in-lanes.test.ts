import { describe, expect, it } from 'vitest'
import { inLanes } from './in-lanes.ts'

describe('inLanes', () => {
  it('keeps the order, and no more under way than it may', async () => {
    let underWay = 0
    let most = 0
    const results = await inLanes([5, 1, 4, 2, 3], 2, async (item) => {
      most = Math.max(most, ++underWay)
      for (let i = 0; i < item; i++) await undefined
      underWay--
      return item * 10
    })
    expect(results).toEqual([50, 10, 40, 20, 30])
    expect(most).toBe(2)
  })

  it('begins nothing more after a failure', async () => {
    const begun: number[] = []
    const work = async (item: number) => {
      begun.push(item)
      if (item === 2) throw new Error('two')
    }
    await expect(inLanes([1, 2, 3, 4, 5], 1, work)).rejects.toThrow('two')
    expect(begun).toEqual([1, 2])
  })

  it('has nothing to do for nothing', async () => {
    expect(await inLanes([], 3, async () => 1)).toEqual([])
  })
})
