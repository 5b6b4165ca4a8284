import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { isWhole } from './message-end.ts'

/** A provider that says the same to everything, in one write. */
export async function cannedUpstream(answer: Buffer) {
  const server = createServer({ noDelay: true }, (socket) => {
    let received = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes])
      if (!isWhole(received)) return
      received = Buffer.alloc(0)
      socket.write(answer)
    })
    socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, stop: () => void server.close() }
}
