import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { pacedAnswer } from '../upstream/canned-answers.ts'
import { LoadConnection } from './load-connection.ts'
import { expectedOf, requestBytes } from './request-bytes.ts'

test('the first words are noticed once they are whole, and before the end', async () => {
  const asked = { model: 'bench', requestBytes: 1_000, stream: true } as const
  const text = Buffer.concat([...pacedAnswer(true)])
  const cut = text.indexOf('A router') + 3
  const rest = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    socket.once('data', async () => {
      socket.write(text.subarray(0, cut))
      await rest.promise
      socket.write(text.subarray(cut))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connection = new LoadConnection(requestBytes(asked, port), expectedOf(asked))
  await connection.open(port)
  const seen: string[] = []
  const sent = new Promise<void>((resolve, failed) => {
    const answered = (): void => {
      seen.push('answered')
      resolve()
    }
    connection.send({ began: () => seen.push('began'), answered, failed })
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toEqual([])
  rest.resolve()
  await sent
  expect(seen).toEqual(['began', 'answered'])
  connection.close()
  server.close()
})
