import { expect, it } from 'vitest'
import { isNonEmpty } from './non-empty.ts'

it('tells a list with entries from one without', () => {
  expect([isNonEmpty([undefined]), isNonEmpty([1, 2]), isNonEmpty([])]).toEqual([true, true, false])
})
