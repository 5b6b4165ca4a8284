import type { Callback, RouterConfig, RouterEvent } from '@turnout/core'
import { countCache } from './count-cache.ts'
import { CountedSheets } from './counted-sheets.ts'
import { exposition } from './exposition.ts'
import { Failures } from './failures.ts'
import { Gauges } from './gauges.ts'
import { Losses } from './losses.ts'
import { maxSeriesOf } from './max-series.ts'
import { add } from './metric.ts'
import { type ProcessFacts, processFacts } from './process-facts.ts'
import { Room } from './room.ts'
import { Routes } from './routes.ts'
import { Served } from './served.ts'
import { cellOf } from './sheet-shapes.ts'
import type { Snapshot } from './snapshot.ts'
import type { WatchedRouter } from './watched-router.ts'

export interface PrometheusOptions {
  /** The most lines of text, all metrics together; what has no place is counted as `other`. Default: that of the configuration, or 10 000. */
  readonly maxSeries?: number
  /** Default: of this process. */
  readonly processFacts?: () => ProcessFacts
}

export interface PrometheusCallback extends Callback {
  /** Labels have no other names than these. */
  configure(config: Pick<RouterConfig, 'deployments' | 'aliases'> & Partial<Pick<RouterConfig, 'callbacks'>>): void
  /** From now on it tells what cools down in this router, and what its callbacks could not pass on. */
  watch(router: WatchedRouter): void
  /** What was counted so far, as plain data. */
  export(): Snapshot
  /** The same in Prometheus's text format. */
  text(): string
}

const defaultMaxSeries = 10_000

const cell = {
  running: cellOf('process', 'turnout_requests_running'),
  storeLost: cellOf('process', 'turnout_store_lost_total'),
  storeIsLost: cellOf('process', 'turnout_store_is_lost'),
  cacheLost: cellOf('process', 'turnout_cache_lost_total'),
  cacheIsLost: cellOf('process', 'turnout_cache_is_lost'),
  cpu: cellOf('process', 'turnout_process_cpu_seconds_total'),
  resident: cellOf('process', 'turnout_process_resident_memory_bytes'),
  busy: cellOf('process', 'turnout_event_loop_busy_seconds_total'),
  lag: cellOf('process', 'turnout_event_loop_lag_seconds'),
  shed: cellOf('process', 'turnout_requests_shed_total'),
}

/** Counts what happens, in plain numbers; the text is made when it is asked for. */
export function prometheus(options: PrometheusOptions = {}): PrometheusCallback {
  const { processFacts: facts = processFacts() } = options
  const room = new Room(options.maxSeries ?? defaultMaxSeries)
  const sheets = new CountedSheets(room)
  const gauges = new Gauges(room)
  const losses = new Losses(sheets)
  let watched: WatchedRouter | undefined
  const routes = new Routes(sheets)
  const served = new Served(routes, gauges)
  const failures = new Failures(sheets, routes, gauges)
  const ours = sheets.row('process', [])
  const snapshot = (): Snapshot => {
    const { cpuSeconds, residentBytes, busySeconds, lagSeconds } = facts()
    ours[cell.cpu] = cpuSeconds
    ours[cell.resident] = residentBytes
    ours[cell.busy] = busySeconds
    ours[cell.lag] = lagSeconds
    const { deployments = [], callbacks = [] } = watched?.state() ?? {}
    losses.count(callbacks)
    const cooling = new Set(deployments.flatMap(({ id, coolingForMs }) => (coolingForMs ? [id] : [])))
    return { ...sheets.export(), ...gauges.rows(cooling) }
  }
  return {
    name: 'prometheus',
    hears: [
      ...(['request-start', 'request-end', 'request-refused', 'cooldown-start', 'strategy-fault'] as const),
      ...(['store-lost', 'store-back', 'cache-lost', 'cache-back'] as const),
    ],
    configure(config) {
      room.resize(options.maxSeries ?? maxSeriesOf(config.callbacks) ?? defaultMaxSeries)
      routes.configure(config)
      gauges.configure(config.deployments)
    },
    watch(router) {
      watched = router
    },
    on(event: RouterEvent) {
      switch (event.type) {
        case 'request-start':
          return add(ours, cell.running)
        case 'request-end':
          add(ours, cell.running, -1)
          if (event.failure || event.fallbacks > 0 || event.attempts.length > 1) failures.ended(event)
          if (!event.failure) served.ended(event)
          if (event.cache) countCache(routes.cache(event), event.cache)
          return
        case 'request-refused':
          if (event.failure.code === 'overloaded') add(ours, cell.shed)
          return failures.refused(event)
        case 'cooldown-start':
          return failures.cooldown(event)
        case 'strategy-fault':
          return failures.strategyFault(event)
        case 'store-lost':
          ours[cell.storeIsLost] = 1
          return add(ours, cell.storeLost)
        case 'store-back':
          ours[cell.storeIsLost] = 0
          return
        case 'cache-lost':
          ours[cell.cacheIsLost] = 1
          return add(ours, cell.cacheLost)
        case 'cache-back':
          ours[cell.cacheIsLost] = 0
      }
    },
    export: snapshot,
    text: () => exposition(snapshot()),
  }
}
