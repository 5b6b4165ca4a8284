import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frozenCopy } from './frozen-copy.ts'

it('is equal, frozen at any depth, and leaves what was copied as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = frozenCopy({ value, list: [{ value }] })
      expect(copy).toEqual({ value, list: [{ value }] })
      expect([copy, copy.list, copy.list[0]].every((part) => Object.isFrozen(part))).toBe(true)
    }),
  )
  const mine = { messages: [{ content: 'Hi' }] }
  frozenCopy(mine)
  mine.messages.push({ content: 'more' })
  expect(mine.messages).toHaveLength(2)
})

it('passes on what is of a class', () => {
  const when = new Date()
  expect(frozenCopy({ when }).when).toBe(when)
})
