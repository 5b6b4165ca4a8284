/** A provider that costs next to nothing: canned bytes over node:net. `node mock-upstream.ts` prints where it listens. */
import { createServer, type Socket } from 'node:net'
import { listen } from '../processes/listen.ts'
import { models } from '../targets/models.ts'
import { burstAnswer, pacedAnswer, plainAnswer, refusal } from './canned-answers.ts'
import { RequestReader } from './request-reader.ts'

const served = new Set(models.values())

/** With a space after the colon, or without, as clients write JSON. */
const valueStart = (body: Buffer, key: string): number => {
  const at = body.indexOf(`"${key}":`)
  if (at === -1) return -1
  const start = at + key.length + 3
  return body[start] === 0x20 ? start + 1 : start
}

const modelOf = (body: Buffer): string => {
  const start = valueStart(body, 'model') + 1
  return body.toString('latin1', start, body.indexOf('"', start))
}

const says = (body: Buffer, key: string): boolean => {
  const start = valueStart(body, key)
  return start !== -1 && body.toString('latin1', start, start + 4) === 'true'
}

/** How long after a chunk the next is written; all at once for models that are not here. */
const paces = new Map([
  ['bench-upstream-paced', 10],
  ['bench-upstream-slow', 1_000],
])

/** The head and the first chunk at once, then a chunk each time. */
const sendPaced = (socket: Socket, writes: readonly Buffer[], paceMs: number): void => {
  let next = 0
  const timer = setInterval(sendOne, paceMs)
  function sendOne(): void {
    const bytes = writes[next++]
    if (bytes === undefined || socket.destroyed) clearInterval(timer)
    else socket.write(bytes)
  }
  sendOne()
}

const answer = (socket: Socket, body: Buffer): void => {
  const model = modelOf(body)
  if (!served.has(model)) socket.end(refusal(`unknown model ${model}`))
  else if (!says(body, 'stream')) socket.write(plainAnswer)
  else {
    const includeUsage = says(body, 'include_usage')
    const paceMs = paces.get(model)
    if (paceMs === undefined) socket.write(burstAnswer(includeUsage))
    else sendPaced(socket, pacedAnswer(includeUsage), paceMs)
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new RequestReader()
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    try {
      const body = reader.feed(bytes)
      if (body !== undefined) answer(socket, body)
    } catch (error) {
      socket.end(refusal(String(error)))
    }
  })
})

listen(server)
process.on('disconnect', () => process.exit())
