import { CancelScope, ProviderError, Secret } from '@turnout/core'
import { settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { OAuthTokens } from './oauth-token.ts'
import type { OAuthToken } from './request-token.ts'

const minute = 60_000

/** A cache, and a token server that the test answers by hand. */
function setUp() {
  const runtime = testRuntime()
  const tokens = new OAuthTokens()
  const asked: PromiseWithResolvers<OAuthToken>[] = []
  const ask = (scope = new CancelScope(), key = 'k') =>
    tokens.get(key, { runtime, scope }, () => {
      const asking = Promise.withResolvers<OAuthToken>()
      asked.push(asking)
      return asking.promise
    })
  const answer = async (token: string, lifetimeMs = 60 * minute) => {
    asked.at(-1)?.resolve({ token: new Secret(token), lifetimeMs })
    await settle()
  }
  const refuse = async () => {
    asked.at(-1)?.reject(new ProviderError('authentication', 'no'))
    await settle()
  }
  const wait = (ms: number) => runtime.clock.advance(ms)
  return { tokens, asked, ask, answer, refuse, wait, said: async () => (await ask()).reveal() }
}

describe('OAuthTokens', () => {
  it('asks once for all who wait, and for those who come later', async () => {
    const { asked, ask, answer, said } = setUp()
    const waiting = [ask(), ask(), ask()]
    await answer('one')
    expect((await Promise.all(waiting)).map((token) => token.reveal())).toEqual(['one', 'one', 'one'])
    expect(await said()).toBe('one')
    expect(asked).toHaveLength(1)
  })

  it('asks for each key', async () => {
    const { asked, ask } = setUp()
    ask()
    ask(undefined, 'other')
    expect(asked).toHaveLength(2)
  })

  it('renews five minutes before the end, beside the requests', async () => {
    const { asked, ask, answer, wait, said } = setUp()
    ask()
    await answer('one')
    await wait(55 * minute - 1)
    expect(await said()).toBe('one')
    expect(asked).toHaveLength(1)
    await wait(1)
    expect([await said(), await said()]).toEqual(['one', 'one'])
    expect(asked).toHaveLength(2)
    await answer('two')
    expect(await said()).toBe('two')
  })

  it('renews a token of a short life in its last half', async () => {
    const { asked, ask, answer, wait } = setUp()
    ask()
    await answer('one', 2 * minute)
    await wait(minute - 1)
    await ask()
    expect(asked).toHaveLength(1)
    await wait(1)
    await ask()
    expect(asked).toHaveLength(2)
  })

  it('waits for another when the old one has ended', async () => {
    const { ask, answer, wait, said } = setUp()
    ask()
    await answer('one')
    await wait(60 * minute)
    const waiting = said()
    await answer('two')
    expect(await waiting).toBe('two')
  })

  it('goes on with the old one when it cannot be renewed, and asks again after a while', async () => {
    const { asked, ask, answer, refuse, wait, said } = setUp()
    ask()
    await answer('one')
    await wait(56 * minute)
    await said()
    await refuse()
    expect(await said()).toBe('one')
    expect(asked).toHaveLength(2)
    await wait(15_000)
    expect(await said()).toBe('one')
    expect(asked).toHaveLength(3)
  })

  it('fails all who wait, and asks again for the next', async () => {
    const { asked, ask, answer, refuse, said } = setUp()
    const waiting = Promise.allSettled([ask(), ask()])
    await refuse()
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const next = said()
    await answer('one')
    expect(await next).toBe('one')
    expect(asked).toHaveLength(2)
  })

  it('lets one leave at once, and the others wait on', async () => {
    const { ask, answer } = setUp()
    const scope = new CancelScope()
    const first = ask(scope)
    const second = ask()
    scope.cancel(new ProviderError('timeout', 'enough'))
    await expect(first).rejects.toThrow('enough')
    await answer('one')
    expect((await second).reveal()).toBe('one')
  })

  it('asks for another when one was refused, once for all of whom it was', async () => {
    const { tokens, asked, ask, answer, said } = setUp()
    ask()
    await answer('one')
    const old = await ask()
    tokens.forget('k', old)
    const next = said()
    await answer('two')
    tokens.forget('k', old)
    expect([await next, await said()]).toEqual(['two', 'two'])
    expect(asked).toHaveLength(2)
  })

  it('keeps nothing that has ended', async () => {
    const { ask, answer, wait, tokens } = setUp()
    ask()
    await answer('one')
    await wait(61 * minute)
    ask(undefined, 'other')
    await answer('two')
    expect(tokens.size).toBe(1)
  })
})
