import cluster from 'node:cluster'
import type { ServeOptions } from '../commands/serve.ts'

export interface WorkersOptions extends ServeOptions {
  readonly workers: number
}

/** Serves with several processes: this one only starts them, and is what they agree by. */
export async function serveWorkers(options: WorkersOptions): Promise<void> {
  if (cluster.isPrimary) (await import('./primary.ts')).runPrimary(options)
  else await (await import('./worker.ts')).runWorker(options)
}
