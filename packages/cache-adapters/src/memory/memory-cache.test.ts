import { TestClock } from '@turnout/testing'
import { describeResponseCache } from '@turnout/testing/conformance'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryCache } from './memory-cache.ts'

const maxBytes = 64 * 1024 * 1024
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(1)
const entry = (key: string, length = 1, ttlMs = 1_000) => ({ key, value: bytes(length), ttlMs })

describeResponseCache('memoryCache', () => {
  const clock = new TestClock()
  return { cache: memoryCache(clock, { maxBytes }), advance: clock.advance.bind(clock), nowMs: clock.monotonicMs }
})

describe('memoryCache', () => {
  const cacheOf = (most: number) => {
    const clock = new TestClock()
    return { clock, cache: memoryCache(clock, { maxBytes: most }) }
  }
  const lengths = (cache: ReturnType<typeof memoryCache>, ...keys: readonly string[]) =>
    cache.get(keys).map((value) => value?.length)

  it('answers at once', () => {
    const { cache } = cacheOf(maxBytes)
    cache.set([entry('a', 3)])
    expect(lengths(cache, 'a', 'b')).toEqual([3, undefined])
    expect(cache.delete(['a', 'b'])).toBe(1)
  })

  it('keeps an answer to the last moment of its time', async () => {
    const { clock, cache } = cacheOf(maxBytes)
    cache.set([entry('a', 3, 1_000.5)])
    await clock.advance(1_000)
    expect(lengths(cache, 'a')).toEqual([3])
    await clock.advance(0.5)
    expect(cache.bytes).toBeGreaterThan(0)
    expect(lengths(cache, 'a')).toEqual([undefined])
    expect(cache.bytes).toBe(0)
  })

  it('lets what was not asked for the longest go first', () => {
    const { cache } = cacheOf(18_000)
    const keys = [...'abcdefghij']
    cache.set(keys.map((key) => entry(key, 1_000)))
    cache.get(['a', 'c'])
    cache.set([entry('k', 1_000), entry('l', 1_000)])
    expect(lengths(cache, ...keys, 'k', 'l')).toEqual([
      ...[1_000, undefined, 1_000, undefined],
      ...Array.from({ length: 8 }, () => 1_000),
    ])
  })

  it('does not keep what is larger than an eighth of it, nor what was there before', () => {
    const { cache } = cacheOf(18_000)
    cache.set([entry('a', 100), entry('b', 1_400), entry('c', 100)])
    cache.set([entry('a', 1_500)])
    expect(lengths(cache, 'a', 'b', 'c')).toEqual([undefined, 1_400, 100])
  })

  it('keeps nothing where there is no room', () => {
    for (const most of [0, 0.5, 1]) {
      const { cache } = cacheOf(most)
      cache.set([entry('a', 0)])
      expect(lengths(cache, 'a')).toEqual([undefined])
    }
  })

  it('keeps no more of a large buffer than its slice', () => {
    const { cache } = cacheOf(maxBytes)
    cache.set([{ ...entry('a'), value: Buffer.alloc(100_000).subarray(10, 20) }])
    expect(cache.get(['a'])[0]?.buffer.byteLength).toBe(10)
  })

  it('forgets everything when closed', async () => {
    const { cache } = cacheOf(maxBytes)
    cache.set([entry('a')])
    await cache.close?.()
    expect([lengths(cache, 'a'), cache.bytes]).toEqual([[undefined], 0])
  })

  it('never takes more than it may, whatever is kept', () => {
    const key = fc.nat(30).map((n) => `key-${n}`)
    const step = fc.oneof(
      fc.record({
        does: fc.constant('set' as const),
        key,
        length: fc.nat(3_000),
        ttlMs: fc.integer({ min: 1, max: 50 }),
      }),
      fc.record({ does: fc.constant('get' as const), key }),
      fc.record({ does: fc.constant('delete' as const), key }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), fc.array(step, { maxLength: 100 }), (most, steps) => {
        const { cache } = cacheOf(most)
        const lengthOf = new Map<string, number>()
        for (const one of steps) {
          if (one.does === 'set') {
            cache.set([entry(one.key, one.length, one.ttlMs)])
            lengthOf.set(one.key, one.length)
          } else if (one.does === 'delete') cache.delete([one.key])
          else expect([undefined, lengthOf.get(one.key)]).toContain(lengths(cache, one.key)[0])
          expect(cache.bytes).toBeLessThanOrEqual(most)
        }
        const kept = [...lengthOf.keys()].filter((key) => lengths(cache, key)[0] !== undefined)
        const held = kept.reduce((sum, key) => sum + key.length + (lengthOf.get(key) ?? 0), 0)
        expect(cache.bytes).toBeGreaterThanOrEqual(held)
      }),
    )
  })
})
