/** A provider that costs next to nothing: canned bytes over node:net. `node mock-upstream.ts` prints where it listens. */
import { createServer, type Socket } from 'node:net'
import { burstAnswer, pacedAnswer, plainAnswer, refusal } from './canned-answers.ts'
import { listen } from './listen.ts'
import { models } from './models.ts'
import { RequestReader } from './request-reader.ts'

const paceMs = 10
const served = new Set(models.values())

const modelOf = (body: Buffer): string => {
  const start = body.indexOf('"model":"') + 9
  return body.toString('latin1', start, body.indexOf('"', start))
}

/** The head and the first chunk at once, then a chunk every 10 ms. */
const sendPaced = (socket: Socket, writes: readonly Buffer[]): void => {
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
  else if (!body.includes('"stream":true')) socket.write(plainAnswer)
  else {
    const includeUsage = body.includes('"include_usage":true')
    if (model.includes('paced')) sendPaced(socket, pacedAnswer(includeUsage))
    else socket.write(burstAnswer(includeUsage))
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
