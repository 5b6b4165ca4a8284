import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { askRedis } from './ask-redis.ts'
import { describeWithRedis, describeWithRedisServer } from './describe-with-redis.ts'
import { startRedis } from './redis-server.ts'

const startedRedis = async (...args: readonly string[]) => {
  const redis = await startRedis({ args })
  onTestFinished(redis.stop)
  return redis
}

describeWithRedis("the run's Redis", (url) => {
  it('answers', async () => {
    expect(await askRedis(Number(new URL(url).port || 6379), 'PING')).toBe('PONG')
  })
})

describeWithRedisServer('startRedis', () => {
  it('runs a server that keeps nothing on disk, with the arguments given', async () => {
    const redis = await startedRedis('--maxmemory-policy', 'allkeys-lru')
    expect(await redis.cli('CONFIG', 'GET', 'save')).toBe('save\n')
    expect(await redis.cli('CONFIG', 'GET', 'maxmemory-policy')).toBe('maxmemory-policy\nallkeys-lru')
    await expect(redis.cli('NONSENSE')).rejects.toThrow('ERR unknown command')
  })

  it('gives each server a port of its own', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => startedRedis()))
    await Promise.all(servers.map((redis) => redis.cli('SET', 'port', String(redis.port))))
    for (const redis of servers) expect(await redis.cli('GET', 'port')).toBe(String(redis.port))
  })

  it('says so when the port asked for is taken', async () => {
    const { port } = await startedRedis()
    await expect(startRedis({ port })).rejects.toThrow('Address already in use')
  })

  it('answers nothing while paused, and everything afterwards', async () => {
    const redis = await startedRedis()
    redis.pause()
    const length = redis.cli('RPUSH', 'list', 'a')
    expect(await Promise.race([length, sleep(60, 'nothing')])).toBe('nothing')
    redis.resume()
    expect(await length).toBe('1')
  })

  it('refuses connections once killed, and comes back empty on its port', async () => {
    const redis = await startedRedis()
    await redis.cli('SET', 'a', '1')
    await redis.kill()
    await expect(redis.cli('PING')).rejects.toThrow('ECONNREFUSED')
    await redis.restart()
    expect(await redis.cli('EXISTS', 'a')).toBe('0')
  })

  it('restarts one that still runs, paused or not', async () => {
    const redis = await startedRedis()
    await redis.cli('SET', 'a', '1')
    redis.pause()
    await redis.restart()
    expect(await redis.cli('EXISTS', 'a')).toBe('0')
  })

  it('stops a paused server too', async () => {
    const redis = await startRedis()
    redis.pause()
    await redis.stop()
    await expect(redis.cli('PING')).rejects.toThrow('ECONNREFUSED')
  })

  it('lets no server outlive the process that started it, even paused, even killed', async () => {
    const program = `
      const { startRedis } = await import(${JSON.stringify(new URL('./redis-server.ts', import.meta.url).href)})
      const redis = await startRedis()
      redis.pause()
      console.log(redis.port)
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(parent.stdout, 'data')
    parent.kill('SIGKILL')
    await expect.poll(() => portIsFree(Number(line)), { timeout: 5_000 }).toBe(true)
  })
})

const portIsFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
