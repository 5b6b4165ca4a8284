import { type AccessLog, accessLog, type LineSink } from '@turnout/callbacks/access-log'
import {
  exposition,
  mergeSnapshots,
  type PrometheusCallback,
  prometheus,
  readSnapshot,
} from '@turnout/callbacks/prometheus'
import type { Callback, Clock } from '@turnout/core'
import type { Instances, Router } from '@turnout/router'
import type { Logger } from 'pino'
import { tellOfCache } from './tell-of-cache.ts'
import type { Worker } from './worker.ts'

/** What workers call their metrics among themselves. */
const sharedName = 'metrics'

export interface ObserverParts {
  readonly clock: Clock
  readonly log: Logger
  /** Where the access log goes; undefined: there is none. */
  readonly sink: LineSink | undefined
  readonly worker: Worker | undefined
}

/** The callbacks that a server brings by itself: its metrics, its warnings, and its access log where there is one. */
export class Observers {
  readonly #metrics: PrometheusCallback = prometheus()
  readonly #warnings: Callback
  readonly #accessLog: AccessLog | undefined
  readonly #worker: Worker | undefined

  constructor({ clock, log, sink, worker }: ObserverParts) {
    this.#warnings = tellOfCache(log)
    this.#accessLog = sink && accessLog({ sink, clock })
    this.#worker = worker
    worker?.provide(sharedName, () => this.#metrics.export())
  }

  /** An application's own instances, and these. */
  beside({ callbacks = [], ...instances }: Instances = {}): Instances {
    const log = this.#accessLog ? [this.#accessLog] : []
    return { ...instances, callbacks: [this.#metrics, this.#warnings, ...log, ...callbacks] }
  }

  /** What it is like at the moment is told with the metrics. */
  watch(router: Pick<Router, 'state'>): void {
    this.#metrics.watch(router)
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
