import { systemClock, systemId } from '@turnout/core'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { busyMachineMs, heldBy, holdMs, rate, serverOf, slot, storeOn, timed } from './test-support/store-on.test.ts'

describeWithRedisServer('a Redis that is frozen under load', () => {
  it('delays few attempts and refuses none, and counts each once after', async () => {
    const server = await serverOf()
    const { store, reports } = await storeOn(server.url)
    const key = '{g}:rpm'
    const claim = rate(key, 1, 100_000)
    let running = true
    const late: number[] = []
    const all: Promise<void>[] = []
    let admitted = 0
    const one = async () => {
      const attemptId = systemId()
      const { value, ms: tookMs } = await timed(() => store.reserve(attemptId, [[claim]], holdMs))
      if ('chosen' in value) admitted++
      if (tookMs > 40) late.push(tookMs)
      await store.settle(attemptId, [{ key, amount: 1 }])
    }
    const traffic = (async () => {
      while (running) {
        for (let n = 0; n < 2; n++) all.push(one())
        await systemClock.sleep(10)
      }
    })()
    await systemClock.sleep(500)
    server.pause()
    // Longer than a connection may be silent.
    await systemClock.sleep(5_600)
    server.resume()
    await expect.poll(() => reports.at(-1)?.status, { timeout: 10_000 }).toBe('back')
    await systemClock.sleep(500)
    running = false
    await traffic
    await Promise.all(all)

    expect(reports.map(({ status }) => status)).toEqual(['lost', 'back'])
    expect(admitted).toBe(all.length)
    expect(Math.max(0, ...late)).toBeLessThan(50 + busyMachineMs)
    expect(late.length).toBeLessThan(80)
    expect(await heldBy(server, key)).toBeGreaterThanOrEqual(admitted)
    await store.close()
    // What is not spent of a slice is given back; one whose answer was lost counts until it ends by itself.
    const aSecond = 200
    expect((await heldBy(server, key)) - admitted).toBeLessThan(2 * aSecond)
  }, 30_000)

  it('says in time what is taken, as far as this instance knows', async () => {
    const server = await serverOf()
    const { store, admits } = await storeOn(server.url)
    const claims = [rate('{g}:rpm'), slot('{g}:slots'), slot('{other}:slots')]
    expect([await admits(rate('{g}:rpm')), await admits(slot('{g}:slots'))]).toEqual([true, true])
    expect(await store.peek?.(claims)).toEqual([1, 1, 0])
    server.pause()
    for (let n = 0; n < 5; n++) {
      const { value, ms } = await timed(async () => store.peek?.(claims))
      expect(value).toEqual([0, 1, 0])
      expect(ms).toBeLessThan(50 + busyMachineMs)
    }
  })

  it('keeps nobody waiting who has something to say, or who leaves', async () => {
    const server = await serverOf()
    const { store } = await storeOn(server.url)
    await store.reserve('a', [[rate('{g}:rpm', 1, 1_000)]], holdMs)
    server.pause()
    const saying = timed(
      () => store.channel?.publish({ instance: 'i', signals: {} }).catch(() => {}) ?? Promise.resolve(),
    )
    expect((await saying).ms).toBeLessThan(50 + busyMachineMs)
    expect((await timed(() => store.close())).ms).toBeLessThan(1_000)
  })

  it('does what it was asked too late for nothing', async () => {
    const server = await serverOf()
    const { admits, reports } = await storeOn(server.url)
    server.pause()
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => admits(rate('{g}:rpm', 1, 7), `late-${n}`)))
    expect(answers).toEqual([true, true, true, true, true])
    const { value, ms } = await timed(() => admits(rate('{g}:rpm', 1, 7)))
    expect(value).toBe(true)
    expect(ms).toBeLessThan(busyMachineMs)
    server.resume()
    await expect.poll(() => reports.map(({ status }) => status), { timeout: 10_000 }).toEqual(['lost', 'back'])
    expect(await heldBy(server, '{g}:rpm')).toBe(6)
    expect(await admits(rate('{g}:rpm', 1, 7))).toBe(true)
    expect(await admits(rate('{g}:rpm', 1, 7))).toBe(false)
  })
})

describeWithRedisServer('a Redis that answers too late', () => {
  it('is not waited for, and what it did for nothing does not count', async () => {
    const server = await serverOf()
    const relay = await startRelay(server)
    onTestFinished(relay.stop)
    const { admits, reports } = await storeOn(relay.url)
    const claim = rate('{g}:rpm')
    expect(await admits(claim)).toBe(true)
    relay.delay(200)
    for (let n = 0; n < 5; n++) {
      const { value, ms } = await timed(() => admits(claim))
      expect(value).toBe(true)
      expect(ms).toBeLessThan(50 + busyMachineMs)
    }
    await systemClock.sleep(1_500)
    expect(reports).toEqual([{ status: 'lost', reason: 'it does not answer in time' }])
    relay.delay(0)
    await expect.poll(() => reports.map(({ status }) => status), { timeout: 10_000 }).toEqual(['lost', 'back'])
    expect(await heldBy(server, claim.key)).toBe(6)
    expect([await admits(claim), await admits(claim)]).toEqual([true, false])
  })

  it('is found when it answers, also if it was silent at the start', async () => {
    const relay = await startRelay(await serverOf())
    onTestFinished(relay.stop)
    relay.freeze()
    const { admits, reports } = await storeOn(relay.url)
    expect(await admits(rate('{g}:rpm'))).toBe(true)
    relay.thaw()
    await expect.poll(() => reports.map(({ status }) => status), { timeout: 10_000 }).toEqual(['lost', 'back'])
  })
})
