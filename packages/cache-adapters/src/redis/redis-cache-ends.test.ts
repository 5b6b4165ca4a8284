import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { serverOf } from './test-support/store-on.test.ts'

/** As a process of its own, without a word of its own about what failed: keeps, asks, closes, and asks again. */
const program = `
  import { redisCache } from ${JSON.stringify(new URL('./redis-cache.ts', import.meta.url))}
  const cache = redisCache(JSON.parse(process.argv[1]), { commandTimeoutMs: 2_000 })
  const told = (work) => work.then(() => 'done', (error) => error.message)
  const entry = { key: 'a', value: new Uint8Array(10), ttlMs: 1_000 }
  const all = [await told(cache.set([entry])), await told(cache.get(['a'])), await told(cache.delete(['a']))]
  const last = told(cache.get(['a']))
  await cache.close()
  console.log([...all, await last, await told(cache.get(['a']))].join(', '))`

const runAlone = async (settings: object) => {
  const args = ['--conditions=@turnout/source', '--input-type=module', '-e', program, JSON.stringify(settings)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { said: said.trim(), complained, code }
}

/** The fourth is asked while the cache is closed: whether it is in time is chance. */
const ended = (word: string) => ({
  said: expect.stringMatching(new RegExp(`^(${word}), (${word}), (${word}), [^,]+, there is no connection$`)),
  ...{ complained: '', code: 0 },
})

describeWithRedisServer('a process that closes its cache', () => {
  it('ends, and has printed nothing: with a Redis, and without one', async () => {
    const { host, port } = await serverOf()
    expect(await runAlone({ host, port })).toEqual(ended('done'))
    const nobody = { host: '127.0.0.1', port: 9 }
    const ways = [nobody, { cluster: [nobody] }, { sentinels: [nobody] }]
    const lost = ended('there is no connection|the cluster is down .CLUSTERDOWN.')
    expect(await Promise.all(ways.map(runAlone))).toEqual(ways.map(() => lost))
  }, 30_000)
})
