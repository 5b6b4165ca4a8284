import { describe, expect, it } from 'vitest'
import { KnownBodies } from './known-bodies.ts'
import { parseBody } from './parse-body.ts'

const body = (content: string) => Buffer.from(JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] }))

describe('KnownBodies', () => {
  it('have what came before, as it was, for the same operation', () => {
    const bodies = new KnownBodies()
    const first = parseBody('chat', body('a'), undefined, bodies)
    expect(parseBody('chat', body('a'), undefined, bodies)).toBe(first)
    expect(parseBody('chat', body('b'), undefined, bodies)).not.toBe(first)
    expect(bodies.has(first.request)).toBe(true)
    expect(() => Object.assign(first.request.messages[0] ?? {}, { content: 'c' })).toThrow(TypeError)
    expect(() => parseBody('embedding', body('a'), undefined, bodies)).toThrow('input')
  })

  it('have neither what is long nor what came long ago', () => {
    const bodies = new KnownBodies()
    const long = parseBody('chat', body('a'.repeat(300_000)), undefined, bodies)
    const old = parseBody('chat', body('old'), undefined, bodies)
    for (let at = 0; at < 600; at++) parseBody('chat', body(String(at).repeat(3_000)), undefined, bodies)
    expect(bodies.has(long.request)).toBe(false)
    expect(parseBody('chat', body('old'), undefined, bodies)).not.toBe(old)
  })
})
