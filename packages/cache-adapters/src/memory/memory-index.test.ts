import { TestClock } from '@turnout/testing'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { memoryIndex } from './memory-index.ts'

const vector = (...values: readonly number[]): Float32Array => Float32Array.from(values)

describe('memoryIndex', () => {
  let clock: TestClock

  beforeEach(() => {
    clock = new TestClock()
  })

  const indexed = (maxBytes = 1_000) => {
    const index = memoryIndex(clock, { maxBytes })
    const add = (key: string, of: Float32Array, { place = 'here', ttlMs = 1_000 } = {}) =>
      index.add({ place, vector: of, key, ttlMs })
    return { index, add }
  }

  it('finds the nearest of a place, whatever the lengths of vectors', () => {
    const { index, add } = indexed()
    add('right', vector(2, 0))
    add('between', vector(3, 3))
    add('elsewhere', vector(1, 0.9), { place: 'there' })
    expect(index.nearest('here', vector(10, 9), 0.9)).toMatchObject({ key: 'between' })
    expect(index.nearest('here', vector(0.1, 0), 0.9)).toEqual({ key: 'right', similarity: 1 })
    expect(index.nearest('here', vector(0, -1), 0.1)).toBeUndefined()
    expect(index.nearest('nowhere', vector(1, 0), 0)).toBeUndefined()
    expect(index.nearest('here', vector(1, 0, 0), 0)).toBeUndefined()
  })

  it('has one prompt a key, until its time is over', async () => {
    const { index, add } = indexed()
    add('a', vector(1, 0))
    add('a', vector(0, 1), { ttlMs: 500 })
    expect(index.nearest('here', vector(1, 0), 0.5)).toBeUndefined()
    expect(index.nearest('here', vector(0, 1), 0.5)).toMatchObject({ key: 'a' })
    await clock.advance(500)
    expect(index.nearest('here', vector(0, 1), 0.5)).toBeUndefined()
  })

  it('lets go of the oldest place first when there is too much', () => {
    const { index, add } = indexed(16)
    add('a', vector(1, 0), { place: 'first' })
    add('b', vector(1, 0), { place: 'second' })
    add('c', vector(1, 0), { place: 'third' })
    const found = ['first', 'second', 'third'].map((place) => index.nearest(place, vector(1, 0), 0.5) !== undefined)
    expect(found).toEqual([false, true, true])
  })

  it('never says more than 1, and finds what it was told', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
    const some = values.filter((of) => of.some((value) => value !== 0))
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 9 }), (all) => {
        const { index, add } = indexed()
        for (const [at, of] of all.entries()) add(String(at), vector(...of))
        for (const of of all)
          expect(index.nearest('here', vector(...of), 0.999)).toMatchObject({ similarity: expect.closeTo(1, 5) })
      }),
    )
  })
})
