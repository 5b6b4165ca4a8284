import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { plainAnswer } from '../upstream/canned-answers.ts'
import { RequestReader } from '../upstream/request-reader.ts'
import { OpenLoop, type Rate } from './open-loop.ts'

const rate: Rate = { model: 'bench', stream: false, requestBytes: 1_000, perSecond: 200, durationMs: 500, seed: 1 }

let server: Server | undefined
afterEach(() => server?.close())

/** A server that answers the first request only after a while, and what comes meanwhile after it. */
const serve = async (stallMs: number): Promise<number> => {
  const until = Promise.withResolvers<void>()
  let requests = 0
  server = createServer((socket) => {
    const reader = new RequestReader()
    socket
      .on('error', () => undefined)
      .on('data', async (bytes: Buffer) => {
        if (reader.feed(bytes) === undefined) return
        if (requests++ === 0) setTimeout(until.resolve, stallMs)
        await until.promise
        socket.write(plainAnswer)
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

test('requests that were due while the server stood still count their wait', async () => {
  const port = await serve(400)
  const { requests, unanswered, whole } = await new OpenLoop(rate, port, {}).run()
  expect(requests).toBeGreaterThan(60)
  expect(unanswered).toBe(0)
  // A closed loop would have seen one slow answer for each connection; here most of them are, by what was left of the stall.
  expect(whole.max).toBeGreaterThan(350)
  expect(whole.p50).toBeGreaterThan(50)
})

test('a server that says something wrong is heard', async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', () => socket.end('HTTP/1.1 500 No\r\n\r\n'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { firstError, unanswered } = await new OpenLoop({ ...rate, durationMs: 50 }, port, {}).run()
  expect(firstError).toContain('not a 200')
  expect(unanswered).toBeGreaterThan(0)
})
