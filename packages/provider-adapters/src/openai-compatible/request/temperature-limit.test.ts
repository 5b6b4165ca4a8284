import { expect, it } from 'vitest'
import { rewriting } from '../../test-support/rewriting.test.ts'
import { temperatureUpTo } from './temperature-limit.ts'

it.each([
  [1.5, 1],
  [1, 1],
  [0, 0],
  [null, null],
])('a temperature of %s becomes %s', (temperature, expected) => {
  expect(rewriting(temperatureUpTo(1), { temperature })).toEqual({ temperature: expected })
})
