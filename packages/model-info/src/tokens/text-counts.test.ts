import { expect, it } from 'vitest'
import { TextCounts } from './text-counts.ts'

const text = (name: string) => name.repeat(40)

it('forgets what was used longest ago', () => {
  const counts = new TextCounts<number>(100)
  counts.set(text('a'), 1)
  counts.set(text('b'), 2)
  expect(counts.get(text('a'))).toBe(1)
  counts.set(text('c'), 3)
  expect(counts.get(text('b'))).toBeUndefined()
  expect([counts.get(text('a')), counts.get(text('c'))]).toEqual([1, 3])
})

it('keeps the latest number, and counts its text once', () => {
  const counts = new TextCounts<number>(100)
  for (const number of [1, 2, 3]) counts.set(text('a'), number)
  counts.set(text('b'), 4)
  expect([counts.get(text('a')), counts.get(text('b'))]).toEqual([3, 4])
})

it('does not bother with short texts, nor with one that is too long for all', () => {
  const counts = new TextCounts<number>(100)
  counts.set('short', 1)
  counts.set('x'.repeat(101), 1)
  expect([counts.get('short'), counts.get('x'.repeat(101))]).toEqual([undefined, undefined])
})
