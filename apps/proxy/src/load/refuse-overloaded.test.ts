import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { systemClock } from '@turnout/core'
import { readAnswers } from '@turnout/testing/fault-wall'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { refuseOverloaded } from './refuse-overloaded.ts'

let before = 0
const server = createServer((request, response) => {
  refuseOverloaded({ request, response, requestId: `r-${before}`, clock: systemClock, before })
  before++
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

const head = (bytes: number): string =>
  `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes}\r\n\r\n`

function say(...texts: readonly string[]) {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let [heard, isOver] = ['', false]
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text))
  socket.on('close', () => (isOver = true))
  for (const text of texts) socket.write(text)
  return { socket, answers: () => readAnswers(heard, false).filter(({ complete }) => complete), isOver: () => isOver }
}

it('refuses one after the other on one connection, each with another time to come back at', async () => {
  const { socket, answers, isOver } = say(head(2), '{}', head(4), '{  }')
  await vi.waitFor(() => expect(answers()).toHaveLength(2))
  const [first, second] = answers()
  for (const answer of [first, second]) {
    expect(answer?.status).toBe(503)
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ error: { code: 'overloaded', type: 'overloaded_error' } })
  }
  const waits = [first, second].map((answer) => Number(answer?.headers['retry-after-ms']))
  expect(waits[0]).toBeGreaterThanOrEqual(1_000)
  expect(waits[1]).not.toBe(waits[0])
  expect(isOver()).toBe(false)
  socket.destroy()
})

it('is heard before a large body is sent, and does not wait for all of it', async () => {
  const { socket, answers } = say(head(10_000_000), 'x'.repeat(1_000))
  await vi.waitFor(() => expect(answers()).toHaveLength(1))
  expect(answers()[0]?.headers['connection']).toBe('close')
  socket.destroy()
})
