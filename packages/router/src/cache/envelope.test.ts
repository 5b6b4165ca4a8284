import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opened, sealed } from './envelope.ts'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const answer = { atMs: 1, deploymentId: 'd', maker: 'm', group: 'g', usage, body: Buffer.from('{"id":"ü"}') }

describe('a sealed answer', () => {
  it('is what it was when it is opened', () => {
    const known = opened('key', sealed('key', answer))
    expect({ ...known, body: known?.body.toString() }).toMatchObject({ ...answer, body: '{"id":"ü"}' })
  })

  it('is nothing under another key', () => {
    expect(opened('other', sealed('key', answer))).toBeUndefined()
  })

  it('is nothing when any part of it has changed, or any is missing', () => {
    const whole = sealed('key', answer)
    for (let at = 0; at < whole.length; at++) {
      expect(opened('key', whole.subarray(0, at))).toBeUndefined()
      for (let bit = 1; bit < 256; bit *= 2) {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ bit
        expect(opened('key', changed)).toBeUndefined()
      }
    }
  })

  it('is nothing where it is something else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(opened('key', bytes)).toBeUndefined()
      }),
    )
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(opened('key', Buffer.from(`${text}\n{}`))).toBeUndefined()
      }),
    )
  })
})
