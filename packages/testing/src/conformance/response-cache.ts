import type { CacheEntry, ResponseCache } from '@turnout/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../seeded-random.ts'

/** A cache under test, empty and with room for ten megabytes, and the time it lives by. */
export interface CacheHarness {
  readonly cache: ResponseCache
  /** Lets time pass: moves a test clock, or waits. */
  advance(ms: number): Promise<void>
  nowMs(): number
  /** By how much its own time may be off; 0 with a test clock. */
  readonly slackMs?: number
}

const hourMs = 3_600_000
const mebibyte = 1024 * 1024
/** Every printable character of ASCII but the space. */
const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('')

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const entry = (key: string, value: Uint8Array | string, ttlMs = hourMs): CacheEntry => ({
  ...{ key, ttlMs },
  value: typeof value === 'string' ? bytesOf(value) : value,
})

/** What every `ResponseCache` promises. Run it with each implementation. */
export function describeResponseCache(name: string, make: () => CacheHarness | Promise<CacheHarness>): void {
  describe(`${name} keeps the promises of a ResponseCache`, () => {
    let harness: CacheHarness
    const set = async (...entries: readonly CacheEntry[]): Promise<void> => harness.cache.set(entries)
    const bytes = async (...keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> =>
      (await harness.cache.get(keys)).map((value) => value && new Uint8Array(value))
    const texts = async (...keys: readonly string[]): Promise<readonly (string | undefined)[]> =>
      (await bytes(...keys)).map((value) => value && new TextDecoder().decode(value))

    /** Looks at it after so long, where it could be looked at in time: a machine may be slow. */
    const isThere = async (key: string, sinceMs: number, ttlMs: number): Promise<void> => {
      const [value] = await texts(key)
      if (harness.nowMs() - sinceMs < ttlMs - (harness.slackMs ?? 0)) expect(value).toBe('here')
    }
    const later = (ms: number): Promise<void> => harness.advance(ms + (harness.slackMs ?? 0))

    beforeEach(async () => {
      harness = await make()
    })
    afterEach(() => harness.cache.close?.())

    it('answers in the order of the keys, with undefined for what is not there', async () => {
      await set(entry('a', 'A'), entry('b', 'B'), entry('c', 'C'))
      expect(await texts('c', 'x', 'a', 'c', 'y', 'b')).toEqual(['C', undefined, 'A', 'C', undefined, 'B'])
    })

    it('has nothing to do for no keys', async () => {
      expect(await texts()).toEqual([])
      await set()
      expect(await harness.cache.delete([])).toBe(0)
    })

    it('puts what is new in place of what was there', async () => {
      await set(entry('a', 'long before'), entry('b', 'B'))
      await set(entry('a', 'before'), entry('a', 'now'))
      expect(await texts('a', 'b')).toEqual(['now', 'B'])
    })

    it.each([600, 600.5])('keeps an answer for %d ms, and no longer', async (ttlMs) => {
      const sinceMs = harness.nowMs()
      await set(entry('a', 'here', ttlMs), entry('other', 'here', 100 * ttlMs))
      await isThere('a', sinceMs, 600)
      await harness.advance(300)
      await isThere('a', sinceMs, 600)
      await harness.advance(299)
      await isThere('a', sinceMs, 600)
      await later(ttlMs - 599)
      expect(await texts('a', 'other')).toEqual([undefined, 'here'])
    })

    it('forgets the time of what was there before', async () => {
      await set(entry('shorter', 'here'), entry('longer', 'here', 100))
      await set(entry('shorter', 'here', 100), entry('longer', 'here'))
      await later(100)
      expect(await texts('shorter', 'longer')).toEqual([undefined, 'here'])
    })

    it('takes the shortest time, and the longest', async () => {
      await set(entry('a', 'A'))
      await set(entry('a', 'here', 0.25), entry('b', 'here', 1e12), entry('c', 'here', Number.MAX_VALUE))
      await later(1)
      expect(await texts('a', 'b', 'c')).toEqual([undefined, 'here', 'here'])
    })

    it('keeps bytes as they are: none, every one, a mebibyte', async () => {
      const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      const large = Uint8Array.from({ length: mebibyte }, (_, at) => (at * 7) ^ (at >> 8))
      await set(entry('none', new Uint8Array()), entry('every', every), entry('large', large))
      const [none, back, much] = await bytes('none', 'every', 'large')
      expect(none).toEqual(new Uint8Array())
      expect(back).toEqual(every)
      expect(much && Buffer.compare(much, large)).toBe(0)
    })

    it('takes many at once', async () => {
      const keys = Array.from({ length: 1_000 }, (_, at) => `many-${at}`)
      await set(...keys.map((key) => entry(key, `of ${key}`)))
      expect(await texts(...keys)).toEqual(keys.map((key) => `of ${key}`))
      expect(await harness.cache.delete(keys)).toBe(1_000)
      expect(await texts(...keys)).toEqual(keys.map(() => undefined))
    })

    it('answers many who ask at once, each with its own', async () => {
      const keys = Array.from({ length: 100 }, (_, at) => `own-${at}`)
      await Promise.all(keys.map((key) => set(entry(key, key))))
      expect(await Promise.all(keys.map((key) => texts(key, 'none')))).toEqual(keys.map((key) => [key, undefined]))
    })

    it('deletes, and counts what was there', async () => {
      await set(entry('a', 'A'), entry('b', 'B'), entry('c', 'C'), entry('gone', 'G', 50))
      await later(50)
      expect(await harness.cache.delete(['a', 'x', 'c', 'a', 'gone'])).toBe(2)
      expect(await harness.cache.delete(['a', 'c'])).toBe(0)
      expect(await texts('a', 'b', 'c')).toEqual([undefined, 'B', undefined])
    })

    it('keeps what it was given, whatever becomes of the buffer that it was in', async () => {
      const buffer = bytesOf('before this after')
      const setting = set(entry('a', buffer.subarray(7, 11)))
      buffer.fill(0)
      await setting
      expect(await texts('a')).toEqual(['this'])
    })

    it('tells keys apart by every printable character, and takes long ones', async () => {
      const keys = [...printable].flatMap((character) => [`k${character}`, `${character}k`, character])
      const all = [...new Set([...keys, printable, `{${printable}}`, 'x'.repeat(500), '__proto__', 'constructor'])]
      await set(...all.map((key, at) => entry(key, `${at}`)))
      expect(await texts(...all)).toEqual(all.map((_, at) => `${at}`))
      expect(await texts('toString', 'x'.repeat(499), 'kkk')).toEqual([undefined, undefined, undefined])
    })

    it('is what a table would be, whatever is done to it', async () => {
      const random = seededRandom(7)
      const table = new Map<string, string>()
      const some = () => Array.from({ length: Math.floor(random() * 5) }, () => `key-${Math.floor(random() * 8)}`)
      for (let step = 0; step < 200; step++) {
        const keys = some()
        const what = random()
        if (what < 0.4) {
          await set(...keys.map((key, at) => entry(key, `${step}.${at}`)))
          for (const [at, key] of keys.entries()) table.set(key, `${step}.${at}`)
        } else if (what < 0.6) {
          expect(await harness.cache.delete(keys)).toBe(keys.filter((key) => table.delete(key)).length)
        } else expect(await texts(...keys)).toEqual(keys.map((key) => table.get(key)))
      }
    })
  })
}
