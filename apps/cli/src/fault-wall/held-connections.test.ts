import { spawnSync } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { completion, event, sendJson, startEvents, startUpstream } from '../../../../tools/fake-upstream.ts'
import { serveFile, temporaryFile } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { memoryOf, type Turnout, until } from '../test-support/running-turnout.test.ts'

const mebibyte = 2 ** 20
const piece = event({ content: 'x'.repeat(64 * 1024) })
const sockets: Socket[] = []

/** As many as this system lets a process have. */
const mostFiles = Number(spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).stdout) || Infinity
const idleOnes = Math.min(5_000, mostFiles - 500)

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** An upstream that floods streams as long as somebody takes them, and a Turnout in front of it, until the end of the test. */
async function start() {
  let sent = 0
  let streams = 0
  const upstream = await startUpstream((response, { body }) => {
    const { stream = false } = JSON.parse(body) as { stream?: boolean }
    if (!stream) return sendJson(response, 200, completion('whole'))
    streams++
    startEvents(response)
    const flow = (): void => {
      do sent++
      while (!response.destroyed && response.write(piece))
    }
    response.on('drain', flow)
    flow()
  })
  onTestFinished(upstream.stop)
  const params = `{ model: openai/m, api_base: ${upstream.base}, api_key: k }`
  const file = temporaryFile('config.yaml', `model_list: [{ model_name: m, litellm_params: ${params} }]\n`)
  const turnout = await serveFile(file)
  onTestFinished(() => turnout.signal('SIGKILL'))
  return { turnout, file, sent: () => sent, streams: () => streams }
}

/** A connection that is counted as open until it is closed, by whomever. */
function open({ url }: Turnout, openOnes: Set<Socket>): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  sockets.push(socket)
  openOnes.add(socket)
  return socket.on('error', () => {}).on('close', () => openOnes.delete(socket))
}

/** What passes through leaves garbage, and a process that has grown; what comes after is what is held. */
async function readMuch(socket: Socket, asking: string): Promise<void> {
  socket.write(asking)
  while (socket.bytesRead < 300 * mebibyte) await new Promise((resolve) => socket.once('data', resolve))
  socket.destroy()
}

const lives = async ({ url }: Turnout): Promise<number> => (await fetch(`${url}/health/liveliness`)).status

describe('the fault wall: connections that are held', () => {
  it('C07: two hundred clients who never read take 200 MiB at the most, and others are served', async () => {
    const { turnout, file, sent, streams } = await start()
    const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }] })
    const asking = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    await readMuch(open(turnout, new Set()), asking)
    const before = memoryOf(file) ?? 0
    for (let i = 0; i < 200; i++) open(turnout, new Set()).pause().write(asking)
    await until(() => streams() === 201, turnout.output)
    let last = -1
    await until(async () => {
      const now = sent()
      const isStill = now === last
      last = now
      if (!isStill) await wait(1_000)
      return isStill
    }, turnout.output)
    expect((memoryOf(file) ?? 0) - before).toBeLessThan(200 * mebibyte)
    expect((await ask(turnout, 'm')).status).toBe(200)
  }, 120_000)

  it('C09: thousands of connections that ask nothing keep nobody out, and are closed', async () => {
    const { turnout, file } = await start()
    const before = memoryOf(file) ?? 0
    const idle = new Set<Socket>()
    for (let i = 0; i < idleOnes; i++) {
      open(turnout, idle).resume()
      if (i % 250 === 0) await wait(10)
    }
    expect(await lives(turnout)).toBe(200)
    expect((await ask(turnout, 'm')).status).toBe(200)
    expect((memoryOf(file) ?? 0) - before).toBeLessThan(200 * mebibyte)
    await expect.poll(() => idle.size, { timeout: 90_000 }).toBe(0)
    expect(await lives(turnout)).toBe(200)
  }, 150_000)

  it('C10: a body in single bytes is no larger than itself', async () => {
    const { turnout, file } = await start()
    const before = memoryOf(file) ?? 0
    const upload = open(turnout, new Set()).resume()
    upload.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
    const block = '1\r\nx\r\n'.repeat(10_000)
    for (let i = 0; i < 200; i++)
      if (!upload.write(block)) await new Promise((resolve) => upload.once('drain', resolve))
    await wait(500)
    // As a list of pieces it would be 800 MiB.
    expect((memoryOf(file) ?? 0) - before).toBeLessThan(250 * mebibyte)
    expect((await ask(turnout, 'm')).status).toBe(200)
  }, 60_000)
})
