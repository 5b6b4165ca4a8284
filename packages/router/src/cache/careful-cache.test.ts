import type { ResponseCache, RouterEvent } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { CarefulCache } from './careful-cache.ts'

describe('CarefulCache', () => {
  const value = Buffer.from('x')
  const events: RouterEvent[] = []
  let clock: TestClock
  let asked: number
  let answer: () => ReturnType<ResponseCache['get']>

  const cache = () =>
    new CarefulCache(
      {
        get: () => {
          asked++
          return answer()
        },
        set: () => void answer(),
        delete: () => 0,
      },
      clock,
      (event) => void events.push(event),
    )

  beforeEach(() => {
    clock = new TestClock()
    asked = 0
    events.length = 0
    answer = () => [value]
  })

  it('has what there is, at once where it can', () => {
    expect(cache().get(['a'])).toEqual([value])
  })

  it.each([
    ['throws', () => Promise.resolve(cache())],
    ['rejects', () => Promise.resolve(cache())],
  ] as const)('has nothing for a while after it %s, and says so once', async (how, make) => {
    const careful = await make()
    answer = () => {
      if (how === 'throws') throw new Error('down')
      return Promise.reject(new Error('down'))
    }
    expect(await careful.get(['a'])).toEqual([])
    expect(await careful.get(['a'])).toEqual([])
    expect(asked).toBe(1)
    await clock.advance(1_000)
    expect(await careful.get(['a'])).toEqual([])
    expect(asked).toBe(2)
    await clock.advance(1_000)
    answer = async () => [value]
    expect(await careful.get(['a'])).toEqual([value])
    expect(events).toMatchObject([
      { type: 'cache-lost', reason: 'down' },
      { type: 'cache-back', lostMs: 2_000 },
    ])
  })

  it('lets no failed write out', async () => {
    const careful = cache()
    answer = () => {
      throw new Error('full')
    }
    careful.set([{ key: 'a', value, ttlMs: 1 }])
    careful.set([{ key: 'a', value, ttlMs: 1 }])
    expect(events).toMatchObject([{ type: 'cache-lost', reason: 'full' }])
  })
})
