import type { ErrorKind } from '@turnout/core'
import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { setUp } from '../test-support/scripted-groups.test.ts'

const retryPolicy = {
  ...{ BadRequestErrorRetries: 3, AuthenticationErrorRetries: 4 },
  ...{ RateLimitErrorRetries: 6, ContentPolicyViolationErrorRetries: 7 },
}

describe('retry policies', () => {
  it.each<[string, ErrorKind, number]>([
    ['BadRequest 3', 'bad-request', 4],
    ['Auth 4', 'authentication', 5],
    ['RateLimit 6', 'rate-limit', 7],
    ['ContentPolicy 7', 'content-policy', 8],
    ['a context window is a BadRequest where it has no number of its own: 3', 'context-window', 4],
    ['num_retries 1 for who has none', 'server', 2],
  ])('17: %s', async (_, kind, calls) => {
    const { failure, models } = setUp({ main: ['a'] }, { a: [fails(kind)] }, { numRetries: 1, retryPolicy })
    expect(await failure()).toMatchObject({ kind })
    expect(models()).toHaveLength(calls)
  })

  it('17: a policy’s number beats the request’s, the deployment’s and the router’s', async () => {
    const groups = { main: [{ model: 'a', numRetries: 9 }] }
    const { failure, models } = setUp(groups, { a: [fails('timeout')] }, { numRetries: 8, retryPolicy: { Timeout: 1 } })
    await failure({ num_retries: 7 })
    expect(models()).toEqual(['a', 'a'])
  })

  it('a 0 raises at once, to the fallbacks, though a sibling is healthy', async () => {
    const groups = { main: ['a', 'b'], spare: ['c'] }
    const settings = { retryPolicy: { InternalServerError: 0 }, fallbacks: [{ main: ['spare'] }] }
    const { ask, models } = setUp(groups, { a: [fails('server')], b: [fails('server')] }, settings)
    expect(await ask()).toMatchObject({ model: 'c' })
    expect(models()).toHaveLength(2)
  })

  it('every failure is judged by its own class', async () => {
    const script = { a: [fails('rate-limit'), fails('timeout'), says('ok')] }
    const settings = { retryPolicy: { RateLimitError: 5, Timeout: 1 } }
    const { failure, models } = setUp({ main: ['a'] }, script, settings)
    expect(await failure()).toMatchObject({ kind: 'timeout' })
    expect(models()).toHaveLength(2)
  })

  it.each<[string, number]>([
    ['nick', 5],
    ['main', 3],
  ])('a group’s policy is looked up by the caller’s name first, then by the group’s: %s', async (model, calls) => {
    const { failure, models } = setUp(
      { main: ['a'] },
      { a: [fails('timeout')] },
      {
        modelGroupAlias: { nick: 'main' },
        modelGroupRetryPolicy: { nick: { Timeout: 4 }, main: { Timeout: 2 } },
      },
    )
    await failure({ model })
    expect(models()).toHaveLength(calls)
  })

  it('an alias without a policy of its own has its group’s (interface.md: state is the resolved group’s)', async () => {
    const settings = { modelGroupAlias: { nick: 'main' }, modelGroupRetryPolicy: { main: { Timeout: 4 } } }
    const { failure, models } = setUp({ main: ['a'] }, { a: [fails('timeout')] }, settings)
    await failure({ model: 'nick' })
    expect(models()).toHaveLength(5)
  })

  it('a fallback’s group has its own policy', async () => {
    const settings = {
      ...{ numRetries: 0, fallbacks: [{ main: ['spare'] }] },
      modelGroupRetryPolicy: { spare: { Timeout: 3 } },
    }
    const script = { a: [fails('timeout')], b: [fails('timeout')] }
    const { failure, models } = setUp({ main: ['a'], spare: ['b'] }, script, settings)
    await failure()
    expect(models()).toEqual(['a', 'b', 'b', 'b', 'b'])
  })
})
