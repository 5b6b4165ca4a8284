import { existsSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { event, startEvents, startUpstream } from '../../../tools/fake-upstream.ts'
import { serveFile, temporaryFile } from '../../../tools/start-turnout.ts'
import { memoryOf, stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'

const mebibyte = 2 ** 20
const wholeBytes = 50 * mebibyte
const piece = event({ content: 'x'.repeat(64 * 1024) })

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout
let file: string
const floods: ServerResponse[] = []
const readers: Socket[] = []

beforeAll(async () => {
  upstream = await startUpstream((response) => {
    floods.push(startEvents(response))
    let bytes = 0
    const flow = () => {
      while (bytes < wholeBytes && response.write(piece)) bytes += piece.length
      if (bytes >= wholeBytes) response.end('data: [DONE]\n\n')
    }
    response.on('drain', flow)
    flow()
  })
  const entry = `{ model_name: m, litellm_params: { model: openai/m, api_base: ${upstream.base}, api_key: k } }`
  file = temporaryFile('config.yaml', `model_list: [${entry}]\n`)
  turnout = await serveFile(file)
})

afterAll(async () => {
  for (const reader of readers) reader.destroy()
  await stopNow(turnout)
  await upstream.stop()
})

/** Asks for a stream, and never reads. */
function openStalled(): void {
  const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }] })
  const reader = connect(Number(new URL(turnout.url).port), '127.0.0.1').pause()
  reader.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  readers.push(reader)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What the upstream has got rid of, for each reader. */
const sentBytes = () => floods.map(({ socket }) => (socket ? socket.bytesWritten - socket.writableLength : 0))

/** What lies in the buffers of the kernel, of all sockets of the proxy. */
function kernelBytes(): number {
  const ports = [upstream.base, turnout.url].map((url) => Number(new URL(url).port).toString(16).padStart(4, '0'))
  const lines = readFileSync('/proc/net/tcp', 'utf8').toLowerCase().split('\n')
  const ours = lines.filter((line) => ports.some((port) => line.slice(0, 34).includes(`:${port} `)))
  const queues = ours.flatMap((line) => /([0-9a-f]{8}):([0-9a-f]{8})/.exec(line.slice(34))?.slice(1) ?? [])
  return sum(queues.map((hex) => Number.parseInt(hex, 16)))
}

/** Until nothing more has been sent for a second. */
async function stalled(count: number): Promise<void> {
  await until(() => floods.length === count, turnout.output)
  let before = -1
  let still = 0
  const isStill = () => {
    const now = sum(sentBytes())
    still = now === before ? still + 1 : 0
    before = now
    return still === 40
  }
  await until(isStill, turnout.output)
}

describe('a client that does not read', () => {
  it('holds the upstream back', async () => {
    const before = memoryOf(file)
    for (let i = 0; i < 20; i++) openStalled()
    await stalled(20)
    expect(Math.max(...sentBytes())).toBeLessThan(wholeBytes / 2)
    // Garbage of what passed through is part of it; all that the upstream has would be 1000 MiB.
    if (before !== undefined) expect((memoryOf(file) ?? 0) - before).toBeLessThan(250 * mebibyte)
  }, 60_000)

  it.skipIf(!existsSync('/proc/net/tcp'))('has less than 1 MiB kept for it', () => {
    const kept = sum(sentBytes()) - kernelBytes() - sum(readers.map(({ bytesRead }) => bytesRead))
    expect(kept / readers.length).toBeLessThan(mebibyte)
  })

  it('takes the upstream connection with it when it goes', async () => {
    for (const reader of readers) reader.destroy()
    await Promise.all(upstream.asked.map(({ left }) => left))
  })
})
