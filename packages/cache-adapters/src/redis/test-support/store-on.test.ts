import { type RedisSettings, Secret, type StateStore, type StoreReport, systemClock, systemId } from '@turnout/core'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../../tools/redis/describe-with-redis.ts'
import { startRedis } from '../../../../../tools/redis/redis-server.ts'
import { type RedisStoreOptions, redisStore } from '../redis-store.ts'

interface StoreOn {
  readonly store: StateStore
  readonly reports: readonly StoreReport[]
  /** Reserves this one claim for an attempt of its own, or of this name: whether it was admitted. */
  admits(claim: Claim, attemptId?: string): Promise<boolean>
}

type Claim = Parameters<StateStore['reserve']>[1][0][0]

export const holdMs = 60_000

/** Too small for slices, so that each attempt is asked for. */
export const rate = (key: string, amount = 1, limit = 7): Claim => ({ key, amount, limit, windowMs: 60_000 })
export const slot = (key: string, limit = 7): Claim => ({ key, amount: 1, limit })

/** A store that ends with the test; what it reports; and how it asks. Resolves when it is ready. */
export const storeOn = async (settings: RedisSettings | string, options: RedisStoreOptions = {}): Promise<StoreOn> => {
  const store = redisStore(typeof settings === 'string' ? { url: new Secret(settings) } : settings, options)
  onTestFinished(() => store.close())
  const reports: StoreReport[] = []
  store.watch?.((report) => reports.push(report))
  await store.ready
  const admits: StoreOn['admits'] = async (claim, attemptId = systemId()) =>
    'chosen' in (await store.reserve(attemptId, [[claim]], holdMs))
  return { store, reports, admits }
}

/** A server that ends with the test. */
export const serverOf = async (options: Parameters<typeof startRedis>[0] = {}) => {
  const server = await startRedis(options)
  onTestFinished(server.stop)
  return server
}

/** What a limit holds now, as Redis knows it. */
export const heldBy = async (server: { cli(...words: string[]): Promise<string> }, key: string): Promise<number> =>
  0 - Number(await server.cli('ZSCORE', `turnout:${key}`, '='))

/** How long it took, ms. */
export const timed = async <T>(work: () => T | Promise<T>): Promise<{ value: T; ms: number }> => {
  const startMs = systemClock.monotonicMs()
  const value = await work()
  return { value, ms: systemClock.monotonicMs() - startMs }
}

describeWithRedisServer('storeOn', () => {
  it('asks a real Redis', async () => {
    const server = await serverOf()
    const { admits, reports } = await storeOn(server.url)
    expect(await Promise.all([1, 2, 3].map(() => admits(rate('{g}:rpm', 1, 2))))).toEqual([true, true, false])
    expect(await heldBy(server, '{g}:rpm')).toBe(2)
    expect(reports).toEqual([])
  })
})

/** How long a busy machine may take for what needs no time. */
export const busyMachineMs = 1_000
