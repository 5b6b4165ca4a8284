import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@turnout/core'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { rate, serverOf, storeOn } from './test-support/store-on.test.ts'

/** A Redis server's own words of how it is to watch another. Whether it does: the port may be somebody else's. */
const startSentinel = async (port: number, masterPort: number): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-sentinel-'))
  const config = join(folder, 'sentinel.conf')
  writeFileSync(
    config,
    [
      ...[`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, 'requirepass watcher'],
      `sentinel monitor main 127.0.0.1 ${masterPort} 1`,
      ...['sentinel down-after-milliseconds main 500', 'sentinel failover-timeout main 3000'],
      'sentinel auth-pass main secret',
    ].join('\n'),
  )
  const child: ChildProcess = spawn('redis-server', [config, '--sentinel'], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(async () => {
    const exit = once(child, 'exit')
    if (child.exitCode === null && child.kill('SIGKILL')) await exit
    rmSync(folder, { recursive: true, force: true })
  })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  child.on('exit', () => resolve(false))
  child.stdout?.on('data', (text) => String(text).includes('+monitor') && resolve(true))
  return promise
}

/** The port of one that watches it. */
const sentinelOf = async (masterPort: number): Promise<number> => {
  for (let port = masterPort + 1; port < masterPort + 10; port++) if (await startSentinel(port, masterPort)) return port
  throw new Error('no sentinel could be started')
}

describeWithRedisServer('a master that sentinels watch', () => {
  it('is found, and after a failover the new one', async () => {
    const args = ['--requirepass', 'secret', '--masterauth', 'secret', '--repl-diskless-sync-delay', '0']
    const master = await serverOf({ args })
    const replica = await serverOf({ args: [...args, '--replicaof', '127.0.0.1', String(master.port)] })
    const port = await sentinelOf(master.port)
    const { admits, reports } = await storeOn({
      sentinels: [
        { host: '127.0.0.1', port: 9 },
        { host: '127.0.0.1', port },
      ],
      ...{ sentinelName: 'main', sentinelPassword: new Secret('watcher'), password: new Secret('secret') },
    })
    expect(await admits(rate('{g}:rpm'))).toBe(true)
    expect(reports).toEqual([])

    const [sentinel, survivor] = [
      new Redis(port, { password: 'watcher' }),
      new Redis(replica.port, { password: 'secret' }),
    ]
    onTestFinished(() => {
      sentinel.disconnect()
      survivor.disconnect()
    })
    // Sentinel asks every ten seconds who the replicas are; until then there is nobody to take over.
    await expect.poll(() => sentinel.info('sentinel'), { timeout: 15_000, interval: 200 }).toContain(',slaves=1,')
    await expect.poll(() => survivor.zscore('turnout:{g}:rpm', '='), { timeout: 5_000 }).toBe('-1')
    await master.kill()
    for (let n = 0; n < 4; n++) expect(await admits(rate('{g}:rpm', 1, 100))).toBe(true)
    await expect.poll(() => reports.map(({ status }) => status), { timeout: 20_000 }).toEqual(['lost', 'back'])
    expect(await survivor.zscore('turnout:{g}:rpm', '=')).toBe('-5')
  }, 50_000)
})
