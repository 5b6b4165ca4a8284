import { connect } from 'node:net'
import { type RespValue, respCommand, respSplitter } from './resp.ts'

const longestMs = 5_000

const lines = (value: RespValue): string => {
  if (value instanceof Error) throw value
  if (value === null) return ''
  return typeof value === 'string' ? value : value.map(lines).join('\n')
}

/** One command to a Redis on loopback, on a connection of its own; its reply as lines. An error reply is thrown. */
export const askRedis = async (port: number, ...words: readonly string[]): Promise<string> => {
  const socket = connect({ port, host: '127.0.0.1', signal: AbortSignal.timeout(longestMs) })
  const split = respSplitter()
  socket.write(respCommand(words))
  for await (const bytes of socket) {
    const [reply] = split(bytes)
    if (reply) return lines(reply.value)
  }
  throw new Error(`${words.join(' ')}: the connection ended before the reply`)
}
