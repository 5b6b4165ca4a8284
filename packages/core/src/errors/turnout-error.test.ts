import { describe, expect, it, vi } from 'vitest'
import type { AttemptRecord } from '../decision.ts'
import { ProviderError } from './provider-error.ts'
import { TurnoutError } from './turnout-error.ts'

const attempt: AttemptRecord = {
  ...{ attemptId: 'a', group: 'g', deploymentId: 'd', provider: 'p', startedMs: 1, endedMs: 2 },
}

describe('TurnoutError', () => {
  it('takes what the client gets from the table', () => {
    expect(new TurnoutError('rate-limit', 'Slow down.')).toMatchObject({
      ...{ name: 'TurnoutError', message: 'Slow down.', kind: 'rate-limit' },
      ...{ status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null, attempts: [] },
    })
  })

  it('lets details win over the table', () => {
    const details = { status: 422, code: 'invalid_json', param: 'messages', retryAfterMs: 5 }
    expect(new TurnoutError('bad-request', 'No.', details)).toMatchObject(details)
  })

  it('is made from the failure of the last attempt, with every attempt and the cause', () => {
    const failure = new ProviderError('bad-request', 'No.', { status: 422, code: 'c', param: 'p', retryAfterMs: 7 })
    const error = TurnoutError.from(failure, [attempt])
    expect(error).toMatchObject({ kind: 'bad-request', message: 'No.', status: 422, code: 'c', param: 'p' })
    expect(error).toMatchObject({ retryAfterMs: 7, attempts: [attempt] })
    expect(error.cause).toBe(failure)
  })

  it('does not hand an upstream status on to the client', () => {
    expect(TurnoutError.from(new ProviderError('authentication', 'No.', { upstreamStatus: 401 })).status).toBe(502)
  })

  it('is an Error with a stack', () => {
    expect(new TurnoutError('server', 'No.')).toBeInstanceOf(Error)
    expect(new TurnoutError('server', 'No.').stack).toContain('turnout-error.test.ts')
  })

  it('is recognised across copies of the package', async () => {
    vi.resetModules()
    const copy = await import('./turnout-error.ts')
    const foreign = new copy.TurnoutError('server', 'No.')
    expect(foreign).not.toBeInstanceOf(TurnoutError)
    expect(TurnoutError.is(foreign)).toBe(true)
  })

  it.each([[new Error('No.')], [new ProviderError('server', 'No.')], [null], ['text'], [undefined]])(
    'does not take %s for one',
    (other) => {
      expect(TurnoutError.is(other)).toBe(false)
    },
  )
})
