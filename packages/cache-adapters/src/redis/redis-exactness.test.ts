import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Claims, NonEmpty, RedisSettings } from '@turnout/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisCluster, startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { type RedisServer, startRedis } from '../../../../tools/redis/redis-server.ts'
import { rate, slot } from './test-support/store-on.test.ts'

/** A process of its own: reserves a hundred times at once for each line of options that it reads. */
const program = `
  import { createInterface } from 'node:readline'
  import { redisStore } from ${JSON.stringify(new URL('./redis-store.ts', import.meta.url))}
  const store = redisStore(JSON.parse(process.argv[1]), { commandTimeoutMs: 5_000 })
  const lost = []
  store.watch((report) => lost.push(report))
  await store.ready
  console.log('ready')
  let count = 0
  for await (const line of createInterface({ input: process.stdin })) {
    const ids = Array.from({ length: 100 }, () => process.pid + '-' + ++count)
    const answers = await Promise.all(ids.map((id) => store.reserve(id, JSON.parse(line), 60_000)))
    const places = answers.filter((answer) => 'chosen' in answer).map((answer) => answer.chosen)
    console.log(JSON.stringify({ places, lost }))
  }
  await store.close()`

interface Instance {
  reserve(options: NonEmpty<Claims>): Promise<{ readonly places: readonly number[]; readonly lost: readonly unknown[] }>
  /** Its exit code. */
  end(): Promise<unknown>
}

const instance = async (settings: RedisSettings): Promise<Instance> => {
  const args = ['--conditions=@turnout/source', '--input-type=module', '-e', program, JSON.stringify(settings)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    async reserve(options) {
      child.stdin.write(`${JSON.stringify(options)}\n`)
      return JSON.parse((await lines.next()).value ?? '')
    },
    async end() {
      const exit = once(child, 'exit')
      child.stdin.end()
      return (await exit)[0]
    },
  }
}

const shared = (settingsOf: () => RedisSettings, groups: readonly [string, string]) => {
  let instances: readonly Instance[]
  beforeAll(async () => {
    instances = await Promise.all([1, 2, 3, 4].map(() => instance(settingsOf())))
  }, 20_000)
  afterAll(async () => {
    expect(await Promise.all(instances.map((one) => one.end()))).toEqual([0, 0, 0, 0])
  })

  /** How many of 400 attempts, by four processes at once, were given each option. */
  const places = async (options: NonEmpty<Claims>): Promise<readonly number[]> => {
    const outcomes = await Promise.all(instances.map((one) => one.reserve(options)))
    expect(outcomes.flatMap(({ lost }) => lost)).toEqual([])
    const all = outcomes.flatMap((outcome) => outcome.places)
    return options.map((_, option) => all.filter((place) => place === option).length)
  }

  const both = (claimOf: (key: string) => Claims[number], name: string): NonEmpty<Claims> => [
    [claimOf(`{${groups[0]}}:a:${name}`)],
    [claimOf(`{${groups[1]}}:b:${name}`)],
  ]

  it('admits exactly the limits of two deployments', async () => {
    expect(await places(both((key) => rate(key, 1, 10), 'rpm'))).toEqual([10, 10])
  })

  it('admits exactly as many tokens', async () => {
    expect(await places(both((key) => rate(key, 100, 1_000), 'tpm'))).toEqual([10, 10])
  })

  it('admits exactly as many at a time', async () => {
    expect(await places(both((key) => slot(key, 10), 'parallel'))).toEqual([10, 10])
  })

  it('takes what lies in two groups wholly, and gives back what was taken for nothing', async () => {
    const [first, second] = groups
    const [wide, narrow] = [rate(`{${first}}:wide`, 1, 10), rate(`{${second}}:narrow`, 1, 5)]
    expect(await places([[wide, narrow]])).toEqual([5])
    expect(await places([[wide]])).toEqual([5])
  })
}

describeWithRedisServer('four processes', () => {
  describe('with one Redis', () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server?.stop())
    shared(() => ({ host: server.host, port: server.port }), ['one', 'one'])
  })

  describe('with a cluster, groups in different slots', () => {
    let cluster: RedisCluster
    beforeAll(async () => {
      cluster = await startCluster()
    }, 30_000)
    afterAll(() => cluster?.stop())
    shared(() => ({ cluster: cluster.nodes }), ['one', 'other'])
  })
})
