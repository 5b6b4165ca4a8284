import { describe, expect, it } from 'vitest'
import { hashText, mixHashes } from './hash.ts'

describe('hashText', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is FNV-1a’s', (text, expected) => {
    expect(hashText(text)).toBe(expected)
  })

  it('may take steps', () => {
    expect(hashText('fxoxo', undefined, 2)).toBe(hashText('foo'))
  })

  it('goes on from a seed', () => {
    expect(hashText('bar', hashText('foo'))).toBe(hashText('foobar'))
  })
})

describe('mixHashes', () => {
  it('spreads neighbours over the whole range, whichever of the two differs', () => {
    for (const mix of [(n: number) => mixHashes(n, 7), (n: number) => mixHashes(7, n)]) {
      const buckets = new Uint32Array(16)
      for (let n = 0; n < 16_000; n++) {
        const bucket = mix(n) >>> 28
        buckets[bucket] = (buckets[bucket] ?? 0) + 1
      }
      for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(150)
    }
  })
})
