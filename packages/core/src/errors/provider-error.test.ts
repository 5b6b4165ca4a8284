import { describe, expect, it, vi } from 'vitest'
import { ProviderError } from './provider-error.ts'
import { TurnoutError } from './turnout-error.ts'

describe('ProviderError', () => {
  it('keeps its kind and what is known besides', () => {
    const details = {
      upstreamStatus: 500,
      status: 502,
      code: 'c',
      param: 'p',
      retryAfterMs: 9,
      cause: new Error('why'),
    }
    expect(new ProviderError('server', 'No.', details)).toMatchObject({ kind: 'server', message: 'No.', ...details })
  })

  it('has no cause where none is given', () => {
    expect(new ProviderError('server', 'No.')).not.toHaveProperty('cause')
  })

  it('is recognised across copies of the package', async () => {
    vi.resetModules()
    const copy = await import('./provider-error.ts')
    const foreign = new copy.ProviderError('server', 'No.')
    expect(foreign).not.toBeInstanceOf(ProviderError)
    expect(ProviderError.is(foreign)).toBe(true)
  })

  it.each([[new Error('No.')], [new TurnoutError('server', 'No.')], [null], [42], [{ kind: 'server' }]])(
    'does not take %s for one',
    (other) => {
      expect(ProviderError.is(other)).toBe(false)
    },
  )
})
