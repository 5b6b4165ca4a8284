import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { plain } from '../test-support/raw-server.test.ts'
import { ask, asked } from '../test-support/recorder.test.ts'
import { http1, transports } from '../test-support/transports.test.ts'

const canCertify = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0

describe.skipIf(!canCertify)('TLS (needs openssl)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-tls-'))
  const trusted = getCACertificates('default')
  const certificate = (name: string, subject: string) => {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', cert, '-subj', '/CN=turnout', '-addext', `subjectAltName=${subject}`],
    ])
    expect(made.status).toBe(0)
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  }
  let good: { key: string; cert: string }
  let elsewhere: { key: string; cert: string }

  beforeAll(() => {
    good = certificate('good', 'DNS:localhost,IP:127.0.0.1')
    elsewhere = certificate('elsewhere', 'DNS:elsewhere.example')
    setDefaultCACertificates([...trusted, good.cert, elsewhere.cert])
  })
  afterAll(() => {
    setDefaultCACertificates(trusted)
    rmSync(folder, { recursive: true, force: true })
  })

  const serverWith = async (certified: { key: string; cert: string }, answer: (socket: TLSSocket) => void) => {
    const sockets: TLSSocket[] = []
    const resumed: boolean[] = []
    const server = createServer({ ...certified, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) => {
      sockets.push(socket)
      resumed.push(socket.isSessionReused())
      socket.on('error', () => {}).on('data', () => answer(socket))
    }).listen(0, '127.0.0.1')
    server.on('tlsClientError', () => {})
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { port: address.port, sockets, resumed }
  }

  it('http1 resumes its session on the next connection', async () => {
    const { port, sockets, resumed } = await serverWith(good, (socket) => socket.end(plain('a', 'connection: close')))
    const transport = http1()
    for (let round = 0; round < 2; round++) {
      expect((await asked(transport, `https://localhost:${port}`)).body).toBe('a')
      await expect.poll(() => sockets[round]?.destroyed).toBe(true)
    }
    expect(resumed).toEqual([false, true])
  })

  describe.each(transports)('%s', (_name, make) => {
    it('names the host, speaks HTTP/1.1, and uses a connection again', async () => {
      const { port, sockets } = await serverWith(good, (socket) => socket.write(plain('a')))
      const transport = make()
      for (let round = 0; round < 3; round++)
        expect((await asked(transport, `https://localhost:${port}`)).body).toBe('a')
      expect(sockets.map(({ servername, alpnProtocol }) => [servername, alpnProtocol])).toEqual([
        ['localhost', 'http/1.1'],
      ])
    })

    it('reads a large answer, and an address in place of a name', async () => {
      const large = 'x'.repeat(1_000_000)
      const { port } = await serverWith(good, (socket) => socket.write(plain(large)))
      expect((await asked(make(), `https://127.0.0.1:${port}`)).body).toBe(large)
    })

    it('makes a server wait', async () => {
      const large = 'x'.repeat(20_000_000)
      const { port, sockets } = await serverWith(good, (socket) => socket.write(plain(large)))
      const recorder = ask(make(), `https://127.0.0.1:${port}`, {}, ([name], { controller }) => {
        if (name === 'head') controller?.pause()
      })
      await expect.poll(() => recorder.status).toBe(200)
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(sockets[0]?.writableLength).toBeGreaterThan(0)
      expect(recorder.body.length).toBeLessThan(2_000_000)
      recorder.controller?.resume()
      await recorder.over
      expect(recorder.body.length).toBe(large.length)
    })

    it('does not talk to somebody else', async () => {
      const { port } = await serverWith(elsewhere, (socket) => socket.write(plain('a')))
      const { names, error } = await asked(make(), `https://localhost:${port}`)
      expect([...names, error?.code]).toEqual(['error', 'ERR_TLS_CERT_ALTNAME_INVALID'])
    })

    it('does not talk to somebody nobody knows', async () => {
      const unknown = certificate('unknown', 'DNS:localhost')
      const { port } = await serverWith(unknown, (socket) => socket.write(plain('a')))
      const { names, error } = await asked(make(), `https://localhost:${port}`)
      expect([...names, error?.code]).toEqual(['error', 'DEPTH_ZERO_SELF_SIGNED_CERT'])
    })
  })
})
