import { expect, it } from 'vitest'
import { firstKnown } from './first-known.ts'

it('takes the first, and asks no further', () => {
  function* layers() {
    yield undefined
    yield 0
    throw new Error('asked further')
  }
  expect(firstKnown(layers())).toBe(0)
  expect(firstKnown([])).toBeUndefined()
})
