import type { ResponseCache, RouterEvent } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { CarefulCache } from './careful-cache.ts'

describe('CarefulCache', () => {
  const value = Buffer.from('x')
  const events: RouterEvent[] = []
  let clock: TestClock
  let asked: number
  let written: number
  let failsToWrite: boolean
  let answer: () => ReturnType<ResponseCache['get']>

  const cache = () =>
    new CarefulCache(
      {
        get: () => {
          asked++
          return answer()
        },
        set: () => {
          written++
          if (failsToWrite) throw new Error('full')
        },
        delete: () => 0,
      },
      clock,
      { emit: (event) => void events.push(event) },
    )

  beforeEach(() => {
    clock = new TestClock()
    asked = 0
    written = 0
    failsToWrite = false
    events.length = 0
    answer = () => [value]
  })

  it('has what there is, at once where it can', () => {
    expect(cache().get(['a'])).toEqual([value])
  })

  it.each(['throws', 'rejects'])('has nothing for a while after it %s, and says so once', async (how) => {
    const careful = cache()
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

  it('reads on where it cannot be written, and lets no failed write out', async () => {
    const careful = cache()
    const write = () => careful.set([{ key: 'a', value, ttlMs: 1 }])
    failsToWrite = true
    write()
    write()
    expect(written).toBe(1)
    expect(careful.get(['a'])).toEqual([value])
    expect(events).toMatchObject([{ type: 'cache-lost', reason: 'full' }])
    await clock.advance(1_000)
    failsToWrite = false
    write()
    expect(events).toMatchObject([{ type: 'cache-lost' }, { type: 'cache-back', lostMs: 1_000 }])
  })

  it('says nothing of what fails after it was closed, and is not asked any more', async () => {
    const careful = cache()
    await careful.close()
    failsToWrite = true
    answer = () => Promise.reject(new Error('closed'))
    careful.set([{ key: 'a', value, ttlMs: 1 }])
    expect([await careful.get(['a']), asked, written, events]).toEqual([[], 0, 0, []])
  })
})
