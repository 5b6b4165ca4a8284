import { isJsonObject, type JsonObject } from '@turnout/core'

/** What a worker is told at its start. */
export interface WorkerTask {
  readonly id: number
  readonly count: number
  readonly port: number
  /** What the others serve; absent: there are no others. */
  readonly others?: Served
}

/** What is served, and what must be the same in all workers. */
export interface Served {
  /** Of the configuration. */
  readonly digest: string
  /** Whether they agree with others by way of Redis; else by way of their primary. */
  readonly inRedis: boolean
}

/** How a worker ends that has read something else than the others serve. */
export const differsCode = 3

const variable = 'TURNOUT_WORKER'

export const taskAsEnv = (task: WorkerTask): Readonly<Record<string, string>> => ({ [variable]: JSON.stringify(task) })

export function taskFromEnv(env: NodeJS.ProcessEnv): WorkerTask {
  const task: unknown = JSON.parse(env[variable] ?? '{}')
  const { id, count, port, others }: JsonObject = isJsonObject(task) ? task : {}
  if (typeof id !== 'number' || typeof count !== 'number' || typeof port !== 'number')
    throw new TypeError(`${variable} is set by the process that starts a worker, and by nobody else.`)
  const { digest, inRedis } = isJsonObject(others) ? others : {}
  return { id, count, port, ...(typeof digest === 'string' ? { others: { digest, inRedis: inRedis === true } } : {}) }
}
