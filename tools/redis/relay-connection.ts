import { connect, type Socket } from 'node:net'
import { outlet } from './outlet.ts'
import { type RespValue, respSplitter } from './resp.ts'

/** What a relay does to its connections at this moment. */
export interface RelayFaults {
  readonly delayMs: number
  readonly frozen: boolean
  /** Hears of each command; a reply given here is the relay's own, and the command goes no further. */
  answer(command: string): Buffer | undefined
  /** Asked for each reply: whether it is lost, and its connection with it. */
  lose(): 'cut' | 'silence' | undefined
}

/** One client's way through a relay. */
export interface RelayConnection {
  freeze(on: boolean): void
  cut(): void
}

const nameOf = (command: RespValue): string => {
  const name = Array.isArray(command) ? command[0] : undefined
  if (typeof name !== 'string') throw new Error('a client sent what is no RESP command')
  return name.toUpperCase()
}

export const relayConnection = (client: Socket, port: number, faults: RelayFaults): RelayConnection => {
  const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  const [commandsIn, repliesIn] = [respSplitter(), respSplitter()]
  const [commands, replies] = [outlet(client, server), outlet(server, client)]
  /** In the order of the commands: the relay's own reply, or 'server' for one that is to come from there. */
  const awaited: ('server' | Buffer)[] = []
  let [subscribed, silent] = [false, false]

  const freeze = (on: boolean): void => {
    commands.hold(on)
    replies.hold(on)
  }
  const cut = (): void => {
    for (const socket of [client, server]) socket.resetAndDestroy()
  }
  const reply = (bytes: Buffer): void => {
    const lost = silent ? 'silence' : faults.lose()
    if (lost === 'cut') cut()
    else if (lost) silent = true
    else replies.push(bytes, faults.delayMs)
  }
  const replyOurselves = (): void => {
    for (let next = awaited[0]; next && next !== 'server'; next = awaited[0]) {
      awaited.shift()
      reply(next)
    }
  }

  client.on('data', (bytes) => {
    for (const command of commandsIn(bytes)) {
      const name = nameOf(command.value)
      const own = faults.answer(name)
      if (!own) commands.push(command.bytes)
      if (/^[PS]?SUBSCRIBE$/.test(name)) subscribed = true
      if (!subscribed) awaited.push(own ?? 'server')
      else if (own) reply(own)
    }
    replyOurselves()
  })
  server.on('data', (bytes) => {
    for (const { bytes: frame } of repliesIn(bytes)) {
      if (subscribed || frame[0] === 0x3e) {
        // Messages answer no command; a subscriber has no order to keep.
        if (!silent) replies.push(frame, faults.delayMs)
        continue
      }
      awaited.shift()
      reply(frame)
      replyOurselves()
    }
  })
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ] as const) {
    socket.on('error', () => {})
    socket.on('close', (broken) => broken && other.resetAndDestroy())
  }
  freeze(faults.frozen)
  return { freeze, cut }
}
