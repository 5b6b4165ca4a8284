import { systemClock, systemId } from '@turnout/core'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { heldBy, holdMs, rate, serverOf, slot, storeOn } from './test-support/store-on.test.ts'

describeWithRedisServer('what Redis is asked', () => {
  it('is little while slices last, and nothing without limits', async () => {
    const server = await serverOf()
    const relay = await startRelay(server)
    onTestFinished(relay.stop)
    const { store } = await storeOn(relay.url)
    await systemClock.sleep(200)
    relay.commandsSince()
    await systemClock.sleep(500)
    expect(relay.commandsSince()).toEqual({})

    const claims = [rate('{g}:rpm', 1, 60_000), rate('{g}:tpm', 50, 6_000_000), slot('{g}:slots', 1_000)]
    const seconds = 3
    let admitted = 0
    const one = async () => {
      const attemptId = systemId()
      if ('chosen' in (await store.reserve(attemptId, [claims], holdMs))) admitted++
      await systemClock.sleep(20)
      await store.settle(attemptId, [{ key: '{g}:tpm', amount: 40 }])
    }
    const warm = 60
    const all: Promise<void>[] = []
    for (let n = 0; n < warm + 100 * seconds; n++) {
      if (n === warm) relay.commandsSince()
      all.push(one())
      await systemClock.sleep(9)
    }
    const commands = Object.values(relay.commandsSince()).reduce((sum, count) => sum + count, 0)
    await Promise.all(all)
    expect(admitted).toBe(all.length)
    expect(commands / seconds).toBeLessThan(30)
    await store.close()
    expect(await heldBy(server, '{g}:rpm')).toBe(all.length)
    expect(await heldBy(server, '{g}:tpm')).toBe(all.length * 40)
    expect(await heldBy(server, '{g}:slots')).toBe(0)
  }, 20_000)
})
