import { execFileSync } from 'node:child_process'
import { Agent, request } from 'node:http'
import { onTestFinished } from 'vitest'
import { quietly, serveTurnout } from '../../../../tools/start-turnout.ts'
import { type FleetOptions, fleetConfig } from './fleet.test.ts'
import type { Turnout } from './running-turnout.test.ts'

/** One `turnout serve` with so many workers; whoever starts it ends it. */
export const startWorkers = ({ count, ...options }: FleetOptions): Promise<Turnout> =>
  serveTurnout(fleetConfig(options), {}, [...quietly, '--workers', String(count)])

/** The same, until the end of a test. */
export async function workersOf(options: FleetOptions): Promise<Turnout> {
  const turnout = await startWorkers(options)
  onTestFinished(() => turnout.signal('SIGKILL'))
  return turnout
}

/** The processes of its workers. */
export const workerPids = ({ pid }: Turnout): readonly number[] => childrenOf(pid ?? 0)

function childrenOf(pid: number): readonly number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

/** A connection, which is one worker's as long as it is open. */
export interface Connection {
  readonly worker: number
  /** Status 0 where it broke. */
  ask(path: string, body?: object): Promise<{ readonly status: number; readonly text: string }>
  close(): void
}

/** A new connection; resolves when it is known whose it is. */
export async function connectionTo({ url }: Turnout): Promise<Connection> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask: Connection['ask'] = (path, body) =>
    new Promise((resolve) => {
      const asked = request(`${url}${path}`, { agent, method: body ? 'POST' : 'GET' }, async (response) => {
        const pieces: Buffer[] = []
        try {
          for await (const piece of response) pieces.push(piece)
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString() })
        } catch (error) {
          resolve({ status: 0, text: String(error) })
        }
      })
      asked.on('error', (error) => resolve({ status: 0, text: String(error) })).end(body && JSON.stringify(body))
    })
  const { text } = await ask('/router/state')
  const { worker } = JSON.parse(text) as { worker: { id: number } }
  return { worker: worker.id, ask, close: () => agent.destroy() }
}

/** A connection to each of so many workers. */
export async function oneOfEach(turnout: Turnout, count: number): Promise<readonly Connection[]> {
  const known = new Map<number, Connection>()
  for (let i = 0; i < count * 20 && known.size < count; i++) {
    const connection = await connectionTo(turnout)
    if (known.has(connection.worker)) connection.close()
    else known.set(connection.worker, connection)
  }
  return [...known.values()].toSorted((a, b) => a.worker - b.worker)
}

export const chat = (model: string, extra: object = {}) => ({
  ...{ model, messages: [{ role: 'user', content: 'hi' }] },
  ...extra,
})
export const chatPath = '/v1/chat/completions'
