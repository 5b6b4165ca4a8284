import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type RedisSettings, Secret } from '@turnout/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRedis } from '../../../../tools/redis/redis-server.ts'
import { heldBy, rate, serverOf, storeOn, timed } from './test-support/store-on.test.ts'

const patient = { timeout: 10_000 }

const folderOf = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-connect-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Asks once as a process of its own; what it prints is an answer, or whatever it should not have printed. */
const program = `
  import { redisStore } from ${JSON.stringify(new URL('./redis-store.ts', import.meta.url))}
  const [settings, claim] = JSON.parse(process.argv[1])
  const store = redisStore({ ...settings, ...(settings.url ? { url: { reveal: () => settings.url } } : {}) })
  const reports = []
  store.watch((report) => reports.push(report.status))
  await store.ready
  const answer = await store.reserve('attempt', [[claim]], 60_000)
  await store.close()
  console.log(JSON.stringify([answer, ...reports]))`

const askAlone = async (settings: object, env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@turnout/source', '--input-type=module', '-e', program],
      JSON.stringify([settings, rate('{g}:rpm')]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  )
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { said: said.trim(), complained, code }
}

const served = { said: '[{"chosen":0}]', complained: '', code: 0 }
const alone = { said: '[{"chosen":0},"lost"]', complained: '', code: 0 }

/** Takes connections, and never says a word. */
const blackHole = async (): Promise<number> => {
  const sockets = new Set<Socket>()
  const listener = createServer((socket) => sockets.add(socket.on('error', () => {}))).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    listener.close()
  })
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

describeWithRedisServer('a Redis that is not there at the start', () => {
  it.each(['nobody listens', 'nobody answers'])('%s: ready all the same, and attempts go on', async (how) => {
    const port = how === 'nobody answers' ? await blackHole() : 9
    const started = await timed(() => storeOn({ host: '127.0.0.1', port }))
    expect(started.ms).toBeLessThan(1_500)
    const { admits, reports } = started.value
    const answer = await timed(() => admits(rate('{g}:rpm')))
    expect(answer.value).toBe(true)
    expect(answer.ms).toBeLessThan(50)
    expect(reports.map(({ status }) => status)).toEqual(['lost'])
  })

  it('is found when it comes, and told', async () => {
    const gone = await startRedis()
    await gone.stop()
    const { admits, reports } = await storeOn(gone.url)
    expect(await admits(rate('{g}:rpm'))).toBe(true)
    const server = await serverOf({ port: gone.port })
    await expect.poll(() => reports.map(({ status }) => status), patient).toEqual(['lost', 'back'])
    expect(await heldBy(server, '{g}:rpm')).toBe(1)
  })

  it('is a cluster of which nothing answers', async () => {
    const port = await blackHole()
    const { value, ms } = await timed(() => storeOn({ cluster: [{ host: '127.0.0.1', port }] }))
    expect(ms).toBeLessThan(1_500)
    expect(await value.admits(rate('{g}:rpm'))).toBe(true)
  })
})

describeWithRedisServer('a way to Redis', () => {
  const asks = async (settings: RedisSettings) => {
    const { admits, reports } = await storeOn(settings)
    expect(await admits(rate('{g}:rpm'))).toBe(true)
    expect(reports).toEqual([])
  }

  it('is a password, with a name or without', async () => {
    const { host, port, cli } = await serverOf()
    const asked = ['evalsha', 'eval', 'publish', 'subscribe', 'info', 'client']
    const inScripts = ['time', '@sortedset', 'pttl', 'pexpire']
    const may = [...asked, ...inScripts].map((command) => `+${command}`)
    await cli('ACL', 'SETUSER', 'router', 'on', '>named', '~turnout:*', '&turnout:*', ...may)
    await cli('ACL', 'SETUSER', 'numbered', 'on', '>named', '~turnout:*', '&turnout:*', ...may, '+select')
    await cli('CONFIG', 'SET', 'requirepass', 'plain')
    await asks({ host, port, password: new Secret('plain') })
    await asks({ host, port, username: 'router', password: new Secret('named') })
    const { store } = await storeOn({ host, port, username: 'router', password: new Secret('named') })
    const heard: string[] = []
    store.channel?.listen(({ instance }) => heard.push(instance))
    const says = () => store.channel?.publish({ instance: 'a', signals: {} }).then(() => heard.includes('a'))
    await expect.poll(says).toBe(true)
    await asks({ url: new Secret(`redis://router:named@${host}:${port}`) })
    await asks({ host, port, db: 3, username: 'numbered', password: new Secret('named') })
    await asks({ url: new Secret(`redis://${host}:${port}`), username: 'router', password: new Secret('named') })
  })

  it('is a database by its number', async () => {
    const server = await serverOf()
    await asks({ host: server.host, port: server.port, db: 3 })
    await asks({ url: new Secret(`${server.url}/4`) })
    expect(await server.cli('INFO', 'keyspace')).toMatch(/db3:keys=\d[\s\S]*db4:keys=\d/)
    expect(await server.cli('DBSIZE')).toBe('0')
  })

  it('is a unix socket', async () => {
    const path = join(folderOf(), 'redis.sock')
    const server = await serverOf({ args: ['--unixsocket', path] })
    await asks({ url: new Secret(`unix://${path}`) })
    expect(await heldBy(server, '{g}:rpm')).toBe(1)
  })
})

describeWithRedisServer('a process that closes its store', () => {
  it('ends, and has printed nothing: with a Redis, without one, with one that never answers', async () => {
    const server = await serverOf()
    const hole = await blackHole()
    const [nobody, silent] = [9, hole].map((port) => ({ host: '127.0.0.1', port }))
    if (!nobody || !silent) throw new Error('two places were expected')
    expect(await askAlone({ host: server.host, port: server.port })).toEqual(served)
    const ways = [nobody, silent].flatMap((place) => [place, { cluster: [place] }, { sentinels: [place] }])
    expect(await Promise.all(ways.map((way) => askAlone(way)))).toEqual(ways.map(() => alone))
  }, 30_000)
})

const canCertify = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0

describe.skipIf(!canCertify)('TLS (needs openssl)', () => {
  describeWithRedisServer('with a Redis', () => {
    it('is checked against the certificates that the process trusts', async () => {
      const folder = folderOf()
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
      const subject = ['-subj', '/CN=turnout', '-addext', 'subjectAltName=IP:127.0.0.1']
      const made = spawnSync('openssl', [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
        ...['-keyout', key, '-out', cert, ...subject],
      ])
      expect(made.status).toBe(0)
      const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert]
      const server = await serverOf({ args: ['--tls-auth-clients', 'no', ...files] })
      let tlsPort = server.port
      const listens = () => server.cli('CONFIG', 'SET', 'tls-port', String(++tlsPort)).catch(String)
      await expect.poll(listens, patient).toBe('OK')
      const trusted = { NODE_EXTRA_CA_CERTS: cert }
      // A process may take longer to begin than it waits for a server.
      const asks = (settings: object) => expect.poll(() => askAlone(settings, trusted), patient)
      await asks({ host: '127.0.0.1', port: tlsPort, tls: true }).toEqual(served)
      await asks({ url: `rediss://127.0.0.1:${tlsPort}` }).toEqual(served)
      expect(await heldBy(server, '{g}:rpm')).toBe(1)
      const untrusted = { host: '127.0.0.1', port: tlsPort }
      const ways = [untrusted, { cluster: [untrusted] }, { sentinels: [untrusted] }]
      const asked = await Promise.all(ways.map((way) => askAlone({ ...way, tls: true })))
      expect(asked).toEqual(ways.map(() => alone))
      expect(await askAlone({ ...untrusted, tls: true })).toEqual(alone)
    }, 40_000)
  })
})
