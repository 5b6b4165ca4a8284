import { type AccessLog, accessLog, type LineSink } from '@turnout/callbacks/access-log'
import {
  exposition,
  mergeSnapshots,
  type PrometheusCallback,
  prometheus,
  readSnapshot,
} from '@turnout/callbacks/prometheus'
import type { Clock } from '@turnout/core'
import type { Instances } from '@turnout/router'
import type { Worker } from './worker.ts'

/** What workers call their metrics among themselves. */
const sharedName = 'metrics'

/** The callbacks that a server brings by itself: its metrics, and its access log where there is one. */
export class Observers {
  readonly #metrics: PrometheusCallback = prometheus()
  readonly #accessLog: AccessLog | undefined

  readonly #worker: Worker | undefined

  constructor(clock: Clock, sink: LineSink | undefined, worker: Worker | undefined) {
    this.#accessLog = sink && accessLog({ sink, clock })
    this.#worker = worker
    worker?.provide(sharedName, () => this.#metrics.export())
  }

  /** An application's own instances, and these. */
  beside({ callbacks = [], ...instances }: Instances = {}): Instances {
    const log = this.#accessLog ? [this.#accessLog] : []
    return { ...instances, callbacks: [this.#metrics, ...log, ...callbacks] }
  }

  /** Of all workers together, whichever of them is asked. */
  async metrics(): Promise<string> {
    if (!this.#worker) return this.#metrics.text()
    const told = await this.#worker.collect(sharedName)
    return exposition(mergeSnapshots(told.flatMap((snapshot) => readSnapshot(snapshot) ?? [])))
  }

  async close(): Promise<void> {
    await this.#accessLog?.close()
  }
}
