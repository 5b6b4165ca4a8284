import { expect, it } from 'vitest'
import { makeContext } from './make-context.ts'

it('takes what it is given, and fills in the rest', () => {
  const context = makeContext({ tags: ['eu'], inputTokens: () => 7 })
  expect(context).toMatchObject({ operation: 'chat', group: 'group', stream: false, tags: ['eu'] })
  expect(context.inputTokens()).toBe(7)
})

it('has the same chance each time', () => {
  expect(makeContext().random()).toBe(makeContext().random())
})
