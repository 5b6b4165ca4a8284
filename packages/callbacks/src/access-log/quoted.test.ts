import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quoted } from './quoted.ts'

it('is the same text in JSON', () => {
  const text = fc.string({ maxLength: 100, unit: 'binary' })
  fc.assert(fc.property(text, (it) => JSON.parse(quoted(it)) === it))
})

it('cuts what is too long', () => {
  expect(quoted('a'.repeat(201))).toBe(`"${'a'.repeat(200)}…"`)
})
