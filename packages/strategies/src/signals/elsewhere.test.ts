import { expect, it } from 'vitest'
import { Elsewhere } from './elsewhere.ts'

it('is the sum, or the greatest, of what each instance said last', () => {
  const [sum, greatest] = [Elsewhere.sum(), Elsewhere.greatest()]
  for (const each of [sum, greatest])
    for (const [name, amount] of [
      ['a', 9],
      ['b', 2],
      ['a', 3],
    ] as const)
      each.hear(name, amount)
  expect([sum.joined, greatest.joined]).toEqual([5, 3])
})

it('is nothing before anybody spoke, and after all have taken it back', () => {
  const [sum, greatest] = [Elsewhere.sum(), Elsewhere.greatest()]
  expect([sum.joined, greatest.joined]).toEqual([0, -Infinity])
  for (const each of [sum, greatest]) {
    each.hear('a', 3)
    each.hear('a', undefined)
  }
  expect([sum.joined, greatest.joined]).toEqual([0, -Infinity])
})

it('leaves no crumbs of fractions behind', () => {
  const sum = Elsewhere.sum()
  for (const name of ['a', 'b', 'c']) sum.hear(name, 0.1)
  for (const name of ['a', 'b', 'c']) sum.hear(name, undefined)
  expect(sum.joined).toBe(0)
})
