import { CancelScope, ProviderError } from '@turnout/core'
import { TestClock, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../test-support/provider-call.test.ts'
import { keeping } from './kept-credentials.ts'

function world(lifetimeMs?: number) {
  const clock = new TestClock()
  let asks = 0
  const source = keeping(async () => {
    asks++
    const expiration = lifetimeMs === undefined ? {} : { expiration: new Date(clock.wallMs() + lifetimeMs) }
    return { accessKeyId: `id-${asks}`, secretAccessKey: 's', ...expiration }
  })
  const ask = (scope = new CancelScope()) => source({ runtime: testRuntime({ clock }), scope })
  return { clock, ask, asks: () => asks }
}

describe('keeping', () => {
  it('asks once for all who wait, and again five minutes before the end', async () => {
    const { clock, ask, asks } = world(3_600_000)
    expect(new Set((await Promise.all([ask(), ask(), ask()])).map(({ accessKeyId }) => accessKeyId)).size).toBe(1)
    await clock.advance(3_600_000 - 300_001)
    expect((await ask()).accessKeyId).toBe('id-1')
    await clock.advance(2)
    expect((await ask()).accessKeyId).toBe('id-2')
    expect(asks()).toBe(2)
  })

  it('asks each time where nothing is said of an end', async () => {
    const { ask } = world()
    await ask()
    expect((await ask()).accessKeyId).toBe('id-2')
  })

  it('waits no longer than its caller', async () => {
    const scope = new CancelScope()
    const waiting = keeping(() => new Promise(() => {}))({ runtime: testRuntime(), scope })
    scope.cancel(new ProviderError('timeout', 'late'))
    expect(await failureOf(waiting)).toMatchObject({ kind: 'timeout', message: 'late' })
  })

  it('fails as a deployment that cannot work, does not tell why to callers, and asks again', async () => {
    let asks = 0
    const source = keeping(async () => {
      asks++
      throw new Error('profile prod is not there')
    })
    const ask = () => failureOf(source({ runtime: testRuntime(), scope: new CancelScope() }))
    expect(await ask()).toMatchObject({ code: 'deployment_misconfigured', message: 'No AWS credentials could be got.' })
    await ask()
    expect(asks).toBe(2)
  })
})
