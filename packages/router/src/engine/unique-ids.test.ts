import { expect, it } from 'vitest'
import { uniqueIds } from './unique-ids.ts'

it('makes ids that differ among themselves, and from those of others', () => {
  const [ours, theirs] = [uniqueIds('a'), uniqueIds('b')]
  const ids = Array.from({ length: 1_000 }, () => [ours(), theirs()]).flat()
  expect(new Set(ids).size).toBe(2_000)
})
