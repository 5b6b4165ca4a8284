import { expect, it } from 'vitest'
import { withExtraBody } from './extra-body.ts'

it('puts the members of extra_body beside the others, and before them', () => {
  expect(withExtraBody({ a: 1, b: 1, extra_body: { b: 2, c: 3 } })).toEqual({ a: 1, b: 2, c: 3 })
  expect(withExtraBody({ a: 1, extra_body: null })).toEqual({ a: 1 })
})

it('keeps the model that was chosen, and whether it streams', () => {
  const request = { model: 'chosen', extra_body: { model: 'other', stream: true } }
  expect(withExtraBody(request)).toEqual({ model: 'chosen' })
})

it('leaves a request without it', () => {
  const request = { a: 1 }
  expect(withExtraBody(request)).toBe(request)
})
