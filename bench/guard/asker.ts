import { once } from 'node:events'
import { connect } from 'node:net'
import { isWhole } from './message-end.ts'

/** One connection, one request at a time: nothing depends on what comes first. */
export async function asker(port: number, request: Buffer) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let received = Buffer.alloc(0)
  let done = Promise.withResolvers<void>()
  const fail = (why: string) => done.reject(new Error(why))
  socket.on('error', ({ message }) => fail(message))
  socket.on('close', () => fail('The proxy closed the connection.'))
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes])
    if (!isWhole(received)) return
    const status = received.toString('latin1', 9, 12)
    if (status === '200') done.resolve()
    else fail(`The proxy answered: ${received.toString('utf8', 0, 2_000)}`)
    received = Buffer.alloc(0)
  })
  return {
    async ask(times: number): Promise<void> {
      for (let i = 0; i < times; i++) {
        done = Promise.withResolvers()
        socket.write(request)
        await done.promise
      }
    },
    stop: () => void socket.destroy(),
  }
}
