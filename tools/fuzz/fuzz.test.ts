import { seededRandom } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { corpusOf } from './corpus.ts'
import { mutate } from './mutate.ts'
import { targets } from './targets/index.ts'
import { whyWrong } from './why-wrong.ts'

describe.each(targets)('$name', (target) => {
  const corpus = corpusOf(target.name)
  const others = corpus.map(({ bytes }) => bytes)

  it.each(corpus)('takes $name', ({ bytes }) => {
    expect(whyWrong(target, bytes)).toBeUndefined()
  })

  it('takes mutations of them', () => {
    expect(corpus.length).toBeGreaterThan(2)
    const random = seededRandom(7)
    for (const { bytes } of corpus)
      for (let left = target.mutations; left > 0; left--) {
        const mutated = mutate(bytes, { random, words: target.words, others })
        const wrong = whyWrong(target, mutated)
        expect(wrong, JSON.stringify(mutated.toString('latin1', 0, 2_000))).toBeUndefined()
      }
  })
})
