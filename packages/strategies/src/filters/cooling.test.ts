import type { ErrorKind } from '@turnout/core'
import { makeAttemptStart, makeContext, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { Health } from '../signals/health.ts'
import { type CoolingStrictness, cooling } from './cooling.ts'

/** What each strictness says of a deployment at a time. */
const reasons = (state: Health, nowMs: number) => {
  const reason = (strictness: CoolingStrictness) =>
    cooling(strictness).reject({ deployment: makeDeployment({ model: 'm' }), health: state }, makeContext({ nowMs }))
  return { all: reason('all'), stated: reason('stated'), none: reason('none') }
}

const cooled = (kind: ErrorKind, untilMs = 5_000): Health => {
  const state = new Health()
  state.cool(kind, untilMs)
  return state
}

const nobody = { all: undefined, stated: undefined, none: undefined }

describe('cooling', () => {
  it('keeps a deployment that is well', () => {
    expect(reasons(new Health(), 0)).toEqual(nobody)
  })

  it('leaves out what cools down after failures that we counted, unless only stated cooldowns matter', () => {
    expect(reasons(cooled('server'), 0)).toEqual({
      ...nobody,
      all: 'cooling down for 5 s after InternalServerError',
    })
  })

  it('leaves out what its provider said itself, unless no cooldown matters', () => {
    const reason = 'cooling down for 5 s after RateLimitError'
    expect(reasons(cooled('rate-limit'), 0)).toEqual({ all: reason, stated: reason, none: undefined })
  })

  it('tells the two apart where a deployment has both', () => {
    const state = cooled('rate-limit', 2_000)
    state.cool('server', 9_000)
    expect(reasons(state, 1_500)).toMatchObject({
      all: expect.stringContaining('for 8 s'),
      stated: expect.stringContaining('for 1 s'),
    })
    expect(reasons(state, 2_000).stated).toBeUndefined()
  })

  it('ends to the millisecond', () => {
    const state = cooled('rate-limit')
    expect(reasons(state, 4_999)).toMatchObject({ all: expect.any(String), stated: expect.any(String) })
    expect(reasons(state, 5_000)).toEqual(nobody)
  })

  it('keeps others away while one attempt tries it out, where every cooldown matters', () => {
    const state = cooled('rate-limit')
    state.start(makeAttemptStart({ attemptId: 'probe', atMs: 5_000 }))
    expect(reasons(state, 5_000)).toEqual({ ...nobody, all: 'one attempt is finding out whether it works again' })
    state.prove('probe', 5_100)
    expect(reasons(state, 5_100)).toEqual(nobody)
  })

  it('is as strict as can be unless told otherwise', () => {
    const candidate = { deployment: makeDeployment({ model: 'm' }), health: cooled('server') }
    expect(cooling().reject(candidate, makeContext({ nowMs: 0 }))).toContain('cooling down for 5 s')
  })
})
