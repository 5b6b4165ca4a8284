import type { JsonObject } from '@turnout/core'
import type { Served } from './worker-task.ts'

/** What a worker says of itself: it accepts, or it has read the file again. */
export type WorkerReport = ReadyReport | ReadReport

export interface ReadyReport extends Served {
  readonly worker: 'ready'
  readonly url: string
  readonly welcome: string
  readonly files: readonly string[]
}

export interface ReadReport {
  readonly worker: 'read'
  readonly round: number
  readonly files: readonly string[]
  /** Of what was taken; absent: it was refused, and what was served before is served on. */
  readonly digest?: string
}

/** Undefined where it is about something else. */
export function readReport({
  worker,
  url,
  welcome,
  files,
  digest,
  inRedis,
  round,
}: JsonObject): WorkerReport | undefined {
  const paths = Array.isArray(files) ? files.filter((file: unknown) => typeof file === 'string') : []
  const known = typeof digest === 'string' ? { digest } : {}
  if (worker === 'read' && typeof round === 'number') return { worker, round, files: paths, ...known }
  if (worker !== 'ready' || typeof url !== 'string' || typeof welcome !== 'string' || typeof digest !== 'string')
    return undefined
  return { worker, url, welcome, files: paths, digest, inRedis: inRedis === true }
}
