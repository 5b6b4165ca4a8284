import { type AccessLog, accessLog, type LineSink } from '@turnout/callbacks/access-log'
import { type PrometheusCallback, prometheus } from '@turnout/callbacks/prometheus'
import type { Clock } from '@turnout/core'
import type { Instances } from '@turnout/router'

/** The callbacks that a server brings by itself: its metrics, and its access log where there is one. */
export class Observers {
  readonly metrics: PrometheusCallback = prometheus()
  readonly #accessLog: AccessLog | undefined

  constructor(clock: Clock, sink: LineSink | undefined) {
    this.#accessLog = sink && accessLog({ sink, clock })
  }

  /** An application's own instances, and these. */
  beside({ callbacks = [], ...instances }: Instances = {}): Instances {
    const log = this.#accessLog ? [this.#accessLog] : []
    return { ...instances, callbacks: [this.metrics, ...log, ...callbacks] }
  }

  async close(): Promise<void> {
    await this.#accessLog?.close()
  }
}
