import { memoryStore } from '@turnout/cache-adapters/memory'
import { ChannelHub, fails, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

/** An instance of several; another one has the place of a's probe, and has crashed. */
function setUp(cooldownTime: number, own: { readonly cooldownTime?: number }, disableCooldowns = false) {
  const runtime = testRuntime()
  const store = { ...memoryStore(runtime.clock), channel: new ChannelHub(runtime.clock) }
  store.reserve('other probe', [[{ key: '{main}:a:probe', amount: 1, limit: 1, whole: true }]], 60_000)
  const provider = scriptedProvider({ a: [fails('authentication'), says('back')] })
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a', ...own }, modelInfo: { id: 'a' } }],
    ...{ cooldownTime, disableCooldowns, numRetries: 0, runtime, store, providers: { scripted: provider } },
    onProblem: () => {},
  })
  const ask = () =>
    router.completion({ model: 'main', messages: [] }).then(
      () => 'served',
      (error: { readonly kind: string }) => error.kind,
    )
  return { ask, clock: runtime.clock }
}

describe('a deployment with a cooldown of its own', () => {
  it('cools down where others do not, and is tried out by one instance at a time', async () => {
    const { ask, clock } = setUp(0, { cooldownTime: 1 })
    expect(await clock.finish(ask())).toBe('authentication')
    expect(await clock.finish(ask())).toBe('none-available')
    await clock.advance(1_100)
    expect(await clock.finish(ask())).toBe('none-available')
    await clock.advance(61_000)
    expect(await clock.finish(ask())).toBe('served')
  })

  it('does not where cooldowns are off', async () => {
    const { ask, clock } = setUp(1, { cooldownTime: 1 }, true)
    expect(await clock.finish(ask())).toBe('authentication')
    expect(await clock.finish(ask())).toBe('served')
  })
})

it('nobody cools down where the time is 0', async () => {
  const { ask, clock } = setUp(0, {})
  expect(await clock.finish(ask())).toBe('authentication')
  expect(await clock.finish(ask())).toBe('served')
})
