import { CancelScope, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../test-support/provider-call.test.ts'
import { begun, collecting, wire } from '../test-support/wire.test.ts'

describe('cancelling an HttpAnswer', () => {
  const reason = new ProviderError('timeout', 'Too slow.')

  it('sends nothing when it was cancelled before', async () => {
    const scope = new CancelScope()
    scope.cancel(reason)
    const upstream = wire(scope)
    expect(await failureOf(upstream.answer)).toBe(reason)
    expect(upstream.dispatch).not.toHaveBeenCalled()
  })

  it('aborts a request that has not started as soon as it does', async () => {
    const upstream = wire()
    upstream.scope.cancel(reason)
    expect(await failureOf(upstream.answer)).toBe(reason)
    upstream.begin()
    expect(upstream.controller.abort).toHaveBeenCalledWith(reason)
  })

  it('aborts a request that waits for its head', async () => {
    const upstream = wire()
    upstream.begin()
    upstream.scope.cancel(reason)
    expect(await failureOf(upstream.answer)).toBe(reason)
    expect(upstream.controller.abort).toHaveBeenCalledExactlyOnceWith(reason)
  })

  it('aborts a body that is being read, and wakes its reader', async () => {
    const upstream = await begun()
    const reading = (await upstream.answer).read()
    upstream.scope.cancel(reason)
    expect(await failureOf(reading)).toBe(reason)
    expect(upstream.controller.abort).toHaveBeenCalledExactlyOnceWith(reason)
  })

  it('aborts a body that is being collected', async () => {
    const upstream = collecting(10)
    upstream.data('a')
    upstream.scope.cancel(reason)
    expect(await failureOf(upstream.answer)).toBe(reason)
    expect(upstream.controller.abort).toHaveBeenCalledExactlyOnceWith(reason)
  })

  it('says that nobody wanted the answer any more when only the answer was cancelled', async () => {
    const upstream = await begun()
    const answer = await upstream.answer
    answer.cancel()
    expect(await failureOf(answer.read())).toMatchObject({ kind: 'cancelled' })
  })

  it('is harmless when it is over', async () => {
    const upstream = await begun()
    upstream.data('a')
    upstream.end()
    upstream.scope.cancel(reason)
    const answer = await upstream.answer
    answer.cancel()
    expect(Buffer.from((await answer.read()) ?? []).toString()).toBe('a')
    expect(await answer.read()).toBeUndefined()
    expect(upstream.controller.abort).not.toHaveBeenCalled()
  })
})
