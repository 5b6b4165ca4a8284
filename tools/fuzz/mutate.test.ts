import { seededRandom } from '@turnout/testing'
import { expect, it } from 'vitest'
import { longestInput, mutate } from './mutate.ts'
import { shrink } from './shrink.ts'
import { defineTarget, law } from './target.ts'
import { whyWrong } from './why-wrong.ts'

const target = defineTarget({
  name: 'plain',
  words: ['word'],
  run: (bytes) => law(!/wordword/.test(bytes.toString('latin1')), 'has a word twice'),
})

it('finds what is wrong, the same with the same seed, and makes it small', () => {
  const hunt = (seed: number): Buffer => {
    const random = seededRandom(seed)
    for (;;) {
      const mutated = mutate(Buffer.from('a text to begin with'), { random, words: target.words, others: [] })
      expect(mutated.length).toBeLessThanOrEqual(longestInput)
      if (whyWrong(target, mutated)?.includes('has a word twice')) return mutated
    }
  }
  const found = hunt(1)
  expect(hunt(1)).toEqual(found)
  expect(hunt(2)).not.toEqual(found)
  expect(shrink(found, (bytes) => whyWrong(target, bytes) !== undefined).toString()).toBe('wordword')
})

it('makes nothing of nothing', () => {
  const random = seededRandom(1)
  for (let left = 500; left > 0; left--)
    expect(mutate(Buffer.alloc(0), { random, words: [], others: [] })).toBeInstanceOf(Buffer)
})

it('knows what takes too long', () => {
  const slow = defineTarget({
    ...{ name: 'slow', words: [], mostMs: 1 },
    run() {
      for (const start = process.cpuUsage(); process.cpuUsage(start).user < 5_000; );
    },
  })
  expect(whyWrong(slow, Buffer.alloc(0))).toMatch(/^took \d+ ms, 1 is the most$/)
})
