import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from './describe-with-redis.ts'
import { startRelay } from './redis-relay.ts'
import { startRedis } from './redis-server.ts'
import { respCommand } from './resp.ts'

const relayed = async () => {
  const redis = await startRedis()
  onTestFinished(redis.stop)
  const relay = await startRelay(redis)
  onTestFinished(relay.stop)
  return { redis, relay }
}

/** A client that neither reconnects nor asks anything by itself. */
const clientOf = async (url: string) => {
  const client = new Redis(url, {
    ...{ lazyConnect: true, enableReadyCheck: false, disableClientInfo: true },
    ...{ retryStrategy: () => null, maxRetriesPerRequest: 0, enableOfflineQueue: false },
  })
  client.on('error', () => {})
  onTestFinished(() => client.disconnect())
  await client.connect()
  return client
}

const connected = async () => {
  const { redis, relay } = await relayed()
  return { redis, relay, client: await clientOf(relay.url) }
}

const nothing = Symbol('nothing')

/** Whether this has not happened, some time later. */
const pending = async (promise: Promise<unknown>): Promise<boolean> =>
  (await Promise.race([promise, sleep(60, nothing)])) === nothing

describeWithRedisServer('startRelay', () => {
  it('passes everything on, large values and pipelines too', async () => {
    const { client } = await connected()
    const large = 'x'.repeat(3_000_000)
    await client.set('large', large)
    expect((await client.get('large')) === large).toBe(true)
    const replies = await Promise.all(Array.from({ length: 200 }, () => client.incr('n')))
    expect(replies).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  })

  it('passes messages on to who subscribed', async () => {
    const { relay, client } = await connected()
    const subscriber = await clientOf(relay.url)
    const heard = new Promise<string>((resolve) => subscriber.on('message', (_, text: string) => resolve(text)))
    await subscriber.subscribe('news', 'more')
    expect(await client.publish('news', 'hello')).toBe(1)
    expect(await heard).toBe('hello')
  })

  it('counts the commands by name since it was last asked', async () => {
    const { relay, client } = await connected()
    relay.commandsSince()
    await Promise.all([client.ping(), client.ping(), client.eval('return 1', 0)])
    expect(relay.commandsSince()).toEqual({ PING: 2, EVAL: 1 })
    expect(relay.commandsSince()).toEqual({})
  })

  it('delays replies, each by the same', async () => {
    const { relay, client } = await connected()
    relay.delay(80)
    const start = performance.now()
    await Promise.all(Array.from({ length: 20 }, () => client.ping()))
    const took = performance.now() - start
    expect(took).toBeGreaterThanOrEqual(79)
    expect(took).toBeLessThan(800)
  })

  it('cuts connections, and lets new ones in', async () => {
    const { redis, relay, client } = await connected()
    redis.pause()
    const lost = expect(client.ping()).rejects.toThrow()
    await sleep(10)
    relay.cut()
    await lost
    redis.resume()
    expect(await (await clientOf(relay.url)).ping()).toBe('PONG')
  })

  it('refuses new connections and leaves the others', async () => {
    const { relay, client } = await connected()
    relay.refuse(true)
    await expect(clientOf(relay.url)).rejects.toThrow()
    expect(await client.ping()).toBe('PONG')
    relay.refuse(false)
    expect(await (await clientOf(relay.url)).ping()).toBe('PONG')
  })

  it('holds bytes both ways while frozen, those of a new connection too', async () => {
    const { redis, relay, client } = await connected()
    relay.freeze()
    const first = client.incr('n')
    const newcomer = connect(relay.port, '127.0.0.1')
    onTestFinished(() => void newcomer.destroy())
    newcomer.write(respCommand(['INCR', 'n']))
    expect(await pending(first)).toBe(true)
    expect(await redis.cli('EXISTS', 'n')).toBe('0')
    relay.thaw()
    await first
    await expect.poll(() => redis.cli('GET', 'n')).toBe('2')
  })

  it('lets what was sent before the network came back still be done, though the client has left', async () => {
    const { redis, relay } = await connected()
    relay.freeze()
    const client = connect(relay.port, '127.0.0.1')
    client.end(respCommand(['SET', 'late', 'yes']))
    await sleep(20)
    client.destroy()
    relay.thaw()
    await expect.poll(() => redis.cli('GET', 'late')).toBe('yes')
  })

  it('loses a reply though the command was done, and all later ones of that connection', async () => {
    const { redis, relay, client } = await connected()
    const other = await clientOf(relay.url)
    relay.swallowReplies(1)
    const lost = client.incr('n')
    expect(await pending(lost)).toBe(true)
    const later = client.get('n')
    expect(await pending(later)).toBe(true)
    expect(await redis.cli('GET', 'n')).toBe('1')
    expect(await other.get('n')).toBe('1')
    relay.cut()
    await expect(lost).rejects.toThrow()
    await expect(later).rejects.toThrow()
  })

  it('loses no message for a reply', async () => {
    const { redis, relay, client } = await connected()
    const subscriber = connect(relay.port, '127.0.0.1').setEncoding('utf8')
    onTestFinished(() => void subscriber.destroy())
    let heard = ''
    subscriber.on('data', (text) => {
      heard += text
    })
    subscriber.write(respCommand(['SUBSCRIBE', 'news']))
    await expect.poll(() => heard).toContain('subscribe')
    relay.swallowReplies(1, 'cut')
    await redis.cli('PUBLISH', 'news', 'hello')
    await expect.poll(() => heard).toContain('hello')
    await expect(client.ping()).rejects.toThrow()
  })

  it('loses replies until told otherwise, each with its connection', async () => {
    const { redis, relay, client } = await connected()
    const other = await clientOf(relay.url)
    const third = await clientOf(relay.url)
    relay.swallowReplies(true, 'cut')
    await expect(client.incr('n')).rejects.toThrow()
    await expect(other.incr('n')).rejects.toThrow()
    relay.swallowReplies(false)
    expect(await third.incr('n')).toBe(3)
    expect(await redis.cli('GET', 'n')).toBe('3')
  })

  it('answers commands itself, in their order, without a word to Redis', async () => {
    const { redis, relay, client } = await connected()
    relay.replace("-READONLY You can't write against a read only replica.\r\n", 2, 'INCR')
    const replies = await Promise.allSettled([
      client.get('n'),
      client.incr('n'),
      client.incr('n'),
      client.incr('n'),
      client.get('n'),
    ])
    expect(replies.map((reply) => reply.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(replies[1]).toMatchObject({ reason: { message: expect.stringContaining('READONLY') } })
    expect(replies[3]).toMatchObject({ value: 1 })
    expect(replies[4]).toMatchObject({ value: '1' })
    relay.replace('+QUEUED\r\n', 1)
    expect(await client.ping()).toBe('QUEUED')
    expect(await redis.cli('GET', 'n')).toBe('1')
  })

  it('resets its clients when Redis dies, and serves again when it is back', async () => {
    const { redis, relay, client } = await connected()
    const gone = new Promise((resolve) => client.on('close', resolve))
    await redis.kill()
    await gone
    await expect(clientOf(relay.url)).rejects.toThrow()
    await redis.restart()
    expect(await (await clientOf(relay.url)).ping()).toBe('PONG')
  })

  it('waits for a client that reads slowly, and loses nothing', async () => {
    const { redis, relay } = await relayed()
    await redis.cli('SET', 'large', 'x'.repeat(1_000_000))
    const client = connect(relay.port, '127.0.0.1')
    onTestFinished(() => void client.destroy())
    client.pause()
    for (let n = 0; n < 20; n++) client.write(respCommand(['GET', 'large']))
    await expect.poll(() => relay.commandsSince()['GET'] ?? 0).toBe(20)
    await sleep(100)
    let bytes = 0
    for await (const piece of client) {
      bytes += piece.length
      if (bytes === 20 * (1_000_000 + '$1000000\r\n\r\n'.length)) return
    }
    expect.unreachable('the connection ended early')
  })

  it('leaves no connection behind when it stops', async () => {
    const redis = await startRedis()
    onTestFinished(redis.stop)
    const relay = await startRelay(redis)
    const client = await clientOf(relay.url)
    const closed = new Promise((resolve) => client.on('close', resolve))
    relay.freeze()
    const unanswered = expect(client.ping()).rejects.toThrow()
    await relay.stop()
    await Promise.all([closed, unanswered])
    await expect.poll(() => redis.cli('INFO', 'clients')).toContain('connected_clients:1\r')
    await expect(clientOf(relay.url)).rejects.toThrow()
  })
})
