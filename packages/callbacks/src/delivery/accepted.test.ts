import { describe, expect, it } from 'vitest'
import { accepted } from './accepted.ts'

const answer = (status: number) => ({ status, headers: {}, retryAfterMs: 5, body: '' })

describe('an answer', () => {
  it.each([200, 202, 204])('of status %i took it', (status) => {
    expect(accepted(answer(status)).status).toBe(status)
  })

  it.each([
    ...[
      [408, true],
      [429, true],
      [500, true],
      [503, true],
    ],
    ...[
      [301, false],
      [400, false],
      [401, false],
      [404, false],
      [413, false],
    ],
  ] as const)('of status %i did not; whether it may another time: %s', (status, again) => {
    const thrown = (() => {
      try {
        return accepted(answer(status))
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toMatchObject({ message: `it answered with status ${status}`, again, retryAfterMs: 5 })
  })
})
