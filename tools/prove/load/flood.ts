/** Clients that ask when they want, whatever becomes of what they asked before: `node flood.ts '{...}'` prints its seconds. */

import { FloodConnection } from './flood-connection.ts'
import { type Times, timesOf } from './times.ts'

export interface Flood {
  readonly port: number
  readonly seconds: number
  readonly perSecond: number
  readonly model: string
  /** Whoever finds none free waits. */
  readonly connections: number
}

/** What was answered within a second, and how long it had taken since it was due. */
export interface FloodSecond {
  readonly served: number
  readonly refused: number
  readonly other: number
  readonly servedMs: Times
  readonly refusedMs: Times
}

/** How long those that are not answered yet are waited for. */
const patienceMs = 5_000

type Outcome = 'served' | 'refused' | 'other'

const nothing = (): Record<Outcome, number[]> => ({ served: [], refused: [], other: [] })

async function flood({ port, seconds, perSecond, model, connections }: Flood): Promise<readonly FloodSecond[]> {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'word '.repeat(150) }] })
  const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json`
  const request = Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  const idle: FloodConnection[] = []
  for (let i = 0; i < connections; i++) idle.push(await FloodConnection.open(port))
  const times: Record<Outcome, number[]>[] = []
  const due: number[] = []
  const startedMs = performance.now()
  const now = () => performance.now() - startedMs
  let unanswered = 0

  const send = (connection: FloodConnection, dueMs: number): void =>
    connection.send(request, (status) => {
      const second = Math.floor(now() / 1_000)
      const told = times[second] ?? nothing()
      times[second] = told
      told[status === 200 ? 'served' : status === 503 ? 'refused' : 'other'].push(now() - dueMs)
      unanswered--
      const next = due.shift()
      if (next !== undefined) send(connection, next)
      else if (connection.isOpen) idle.push(connection)
    })
  const ask = (dueMs: number): void => {
    unanswered++
    const connection = idle.pop()
    if (connection) send(connection, dueMs)
    else due.push(dueMs)
  }
  const turn = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))
  for (let dueMs = 0; dueMs < seconds * 1_000; await turn())
    for (; dueMs <= now() && dueMs < seconds * 1_000; dueMs -= (Math.log(1 - Math.random()) / perSecond) * 1_000)
      ask(dueMs)
  // What was never sent is nobody's.
  unanswered -= due.splice(0).length
  while (unanswered > 0 && now() < seconds * 1_000 + patienceMs) await turn()
  for (const connection of idle) connection.close()
  return Array.from(times, (second) => secondOf(second ?? nothing()))
}

const secondOf = ({ served, refused, other }: Record<Outcome, readonly number[]>): FloodSecond => ({
  ...{ served: served.length, refused: refused.length, other: other.length },
  ...{ servedMs: timesOf(served), refusedMs: timesOf(refused) },
})

if (import.meta.main) {
  console.log(JSON.stringify(await flood(JSON.parse(process.argv[2] ?? '') as Flood)))
  process.exit()
}
