import type { Json } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { namedArgument, namedArguments, numberArgument } from './arguments.ts'

describe('numberArgument', () => {
  const size = (given: Json | undefined) =>
    numberArgument({ size: given }, 'size', 10, { least: 1, most: 99, whole: true })

  it.each([
    [5, 5],
    ['5', 5],
    [undefined, 10],
    [null, 10],
  ])('takes %j for %i', (given, expected) => {
    expect(size(given)).toBe(expected)
  })

  it.each<Json>([0, 100, 2.5, 'ten', '', ' ', true, [5], Number.NaN])('refuses %j, and names the argument', (given) => {
    expect(() => size(given)).toThrow(TypeError)
    expect(() => size(given)).toThrow('routing_strategy_args.size must be a whole number of at least 1 and at most 99')
  })

  it('has no upper bound unless told one', () => {
    const ttl = (given: Json) => numberArgument({ ttl: given }, 'ttl', 60, { least: 0 })
    expect(ttl(1e9)).toBe(1e9)
    expect(() => ttl(-1)).toThrow('routing_strategy_args.ttl must be a number of at least 0, not -1.')
  })
})

const table = { one: 1, two: 2 }

describe('namedArgument', () => {
  const pick = (given: Json | undefined) => namedArgument({ pick: given }, 'pick', table)

  it('is what the table has under that name, or absent', () => {
    expect([pick('two'), pick(undefined), pick(null)]).toEqual([2, undefined, undefined])
  })

  it.each<Json>(['three', 'toString', 2, ['one']])('refuses %j, and names the argument', (given) => {
    expect(() => pick(given)).toThrow(TypeError)
    expect(() => pick(given)).toThrow(
      `routing_strategy_args.pick must be one of one, two, not ${JSON.stringify(given)}.`,
    )
  })
})

describe('namedArguments', () => {
  const picks = (given: Json | undefined) => namedArguments({ picks: given }, 'picks', table)

  it('is what the table has under each name; one name is a list too', () => {
    expect([picks(['two', 'one']), picks('one'), picks(undefined)]).toEqual([[2, 1], [1], []])
  })

  it('refuses others, and names the argument', () => {
    expect(() => picks(['one', 1])).toThrow('routing_strategy_args.picks must be a list of one, two, not 1.')
  })
})
