import { type AccessLog, accessLog, type LineSink } from '@turnout/callbacks/access-log'
import {
  exposition,
  mergeSnapshots,
  type PrometheusCallback,
  prometheus,
  readSnapshot,
} from '@turnout/callbacks/prometheus'
import { type RecentDecisions, recentDecisions } from '@turnout/callbacks/recent'
import type { Callback, Clock, ServerConfig } from '@turnout/core'
import type { Instances, Router } from '@turnout/router'
import { unknownPath } from '@turnout/router/http'
import type { Logger } from 'pino'
import { callbackFaults } from './callback-faults.ts'
import { DeploymentHistory } from './deployment-history.ts'
import { strategyFaults } from './strategy-faults.ts'
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
  readonly server: Pick<ServerConfig, 'recentDecisions' | 'metrics'>
}

/** The callbacks that a server brings by itself: its metrics, its warnings, what it remembers, and its access log where there is one. */
export class Observers {
  readonly #metrics: PrometheusCallback | undefined
  readonly history: DeploymentHistory
  /** Undefined where none are remembered. */
  readonly decisions: RecentDecisions | undefined
  readonly #warnings: readonly Callback[]
  readonly #accessLog: AccessLog | undefined
  readonly #worker: Worker | undefined

  constructor({ clock, log, sink, worker, server: { recentDecisions: size, metrics } }: ObserverParts) {
    this.#metrics = metrics ? prometheus() : undefined
    this.#warnings = [tellOfCache(log), strategyFaults(log), callbackFaults(log)]
    this.history = new DeploymentHistory(() => clock.monotonicMs())
    this.decisions = size > 0 ? recentDecisions({ size }) : undefined
    this.#accessLog = sink && accessLog({ sink, clock })
    this.#worker = worker
    worker?.provide(sharedName, () => this.#metrics?.export() ?? null)
  }

  /** An application's own instances, and these. */
  beside({ callbacks = [], ...instances }: Instances = {}): Instances {
    const own = [this.#metrics, ...this.#warnings, this.history, this.decisions, this.#accessLog]
    return { ...instances, callbacks: [...own.filter((callback) => callback !== undefined), ...callbacks] }
  }

  /** What it is like at the moment is told with the metrics. */
  watch(router: Pick<Router, 'state'>): void {
    this.#metrics?.watch(router)
  }

  /** Of all workers together, whichever of them is asked. Rejects where nothing is counted. */
  async metrics(): Promise<string> {
    if (!this.#metrics) throw unknownPath('GET', '/metrics')
    if (!this.#worker) return this.#metrics.text()
    const told = await this.#worker.collect(sharedName)
    return exposition(mergeSnapshots(told.flatMap((snapshot) => readSnapshot(snapshot) ?? [])))
  }

  async close(): Promise<void> {
    await this.#accessLog?.close()
  }
}
