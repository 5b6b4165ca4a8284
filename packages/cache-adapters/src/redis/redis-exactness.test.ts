import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Claims, NonEmpty, RedisSettings } from '@turnout/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisCluster, startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { type RedisServer, startRedis } from '../../../../tools/redis/redis-server.ts'
import { rate, slot } from './test-support/store-on.test.ts'

/** Reserves as a process of its own, all at once, and ends by itself. */
const program = `
  import { redisStore } from ${JSON.stringify(new URL('./redis-store.ts', import.meta.url))}
  const [settings, options, count] = JSON.parse(process.argv[1])
  const store = redisStore(settings, { commandTimeoutMs: 5_000 })
  const lost = []
  store.watch((report) => lost.push(report))
  await store.ready
  process.stdout.write('ready\\n')
  await new Promise((resolve) => process.stdin.once('data', resolve))
  process.stdin.destroy()
  const asked = Array.from({ length: count }, (_, i) => store.reserve(process.pid + '-' + i, options, 60_000))
  const answers = await Promise.all(asked)
  const places = answers.filter((answer) => 'chosen' in answer).map((answer) => answer.chosen)
  await store.close()
  process.stdout.write(JSON.stringify({ places, lost }))`

const start = (settings: RedisSettings, options: NonEmpty<Claims>): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...['--conditions=@turnout/source', '--input-type=module', '-e', program],
      JSON.stringify([settings, options, 100]),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )

/** How many of 400 attempts, by four processes at once, were given each option. */
const places = async (settings: RedisSettings, options: NonEmpty<Claims>): Promise<readonly number[]> => {
  const children = [1, 2, 3, 4].map(() => start(settings, options))
  const said = children.map(async (child) => (child.stdout ? await text(child.stdout) : ''))
  await Promise.all(children.map((child) => child.stdout && once(child.stdout, 'data')))
  for (const child of children) child.stdin?.write('go\n')
  const outcomes = (await Promise.all(said)).map((words) => JSON.parse(words.replace('ready\n', '')))
  expect(outcomes.flatMap(({ lost }) => lost)).toEqual([])
  const all: number[] = outcomes.flatMap((outcome) => outcome.places)
  return options.map((_, option) => all.filter((place) => place === option).length)
}

const shared = (settingsOf: () => RedisSettings, groups: readonly [string, string]) => {
  const both = (claimOf: (key: string) => Claims[number], name: string): NonEmpty<Claims> => [
    [claimOf(`{${groups[0]}}:a:${name}`)],
    [claimOf(`{${groups[1]}}:b:${name}`)],
  ]

  it('admits exactly the limits of two deployments', async () => {
    expect(
      await places(
        settingsOf(),
        both((key) => rate(key, 1, 10), 'rpm'),
      ),
    ).toEqual([10, 10])
  })

  it('admits exactly as many tokens', async () => {
    expect(
      await places(
        settingsOf(),
        both((key) => rate(key, 100, 1_000), 'tpm'),
      ),
    ).toEqual([10, 10])
  })

  it('admits exactly as many at a time', async () => {
    expect(
      await places(
        settingsOf(),
        both((key) => slot(key, 10), 'parallel'),
      ),
    ).toEqual([10, 10])
  })

  it('takes what lies in two groups wholly, and gives back what was taken for nothing', async () => {
    const [first, second] = groups
    const [wide, narrow] = [rate(`{${first}}:wide`, 1, 10), rate(`{${second}}:narrow`, 1, 5)]
    expect(await places(settingsOf(), [[wide, narrow]])).toEqual([5])
    expect(await places(settingsOf(), [[wide]])).toEqual([5])
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
