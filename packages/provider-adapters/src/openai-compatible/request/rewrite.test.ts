import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Body, hasAny, type Rewrite, rewritten, without } from './rewrite.ts'

const deployment = makeDeployment({ model: 'm' })
const adds = (key: string): Rewrite => ({
  says: key,
  rewrite: (body) => (key in body ? body : { ...body, [key]: Object.keys(body).length }),
})

describe('rewritten', () => {
  it('has been through all of them, in order', () => {
    expect(rewritten([adds('a'), adds('b')], {}, deployment)).toEqual({ a: 0, b: 1 })
  })

  it('is the same object where none had anything to do', () => {
    const body: Body = { a: 1, b: 2 }
    expect(rewritten([adds('a'), adds('b')], body, deployment)).toBe(body)
  })
})

describe('hasAny', () => {
  it.each([
    [{ a: null }, true],
    [{ b: 1 }, true],
    [{ a: undefined, c: 1 }, false],
    [{}, false],
  ])('of %j', (body, expected) => {
    expect(hasAny(body, ['a', 'b'])).toBe(expected)
  })
})

describe('without', () => {
  it('is a copy that lacks the members', () => {
    const body = { a: 1, b: null, c: undefined }
    expect(without(body, 'a', 'd')).toEqual({ b: null, c: undefined })
    expect(body).toEqual({ a: 1, b: null, c: undefined })
  })
})
