import type { Cancel, StateStore, StoreReport } from '@turnout/core'
import type { Engine } from './engine/engine.ts'

/** How the store is, as far as is known. */
export type StoreStatus =
  | { readonly status: 'ok' }
  | { readonly status: 'lost'; readonly reason: string; readonly sinceMs: number }

export interface StoreWatch {
  readonly status: () => StoreStatus
  /** Hears this store from now on, instead of the one before. */
  attend(store: StateStore): void
  listen(hear: (report: StoreReport) => void): Cancel
}

/** Passes on what a store says of itself, to callbacks and to whoever listens; remembers how it is. */
export function storeWatch(engine: () => Engine): StoreWatch {
  const listeners = new Set<(report: StoreReport) => void>()
  let status: StoreStatus = { status: 'ok' }
  let attended: StateStore | undefined
  let stop: Cancel | undefined

  const tell = (report: StoreReport): void => {
    const { events, runtime } = engine()
    const atMs = runtime.clock.monotonicMs()
    if (report.status === 'lost') {
      status = { status: 'lost', reason: report.reason, sinceMs: atMs }
      events.emit?.({ type: 'store-lost', atMs, reason: report.reason })
    } else if (report.status === 'back') {
      status = { status: 'ok' }
      events.emit?.({ type: 'store-back', atMs, lostMs: report.lostMs })
    } else events.emit?.({ type: 'store-warn', atMs, reason: report.reason })
    for (const hear of listeners) hear(report)
  }

  return {
    status: () => status,
    attend(store) {
      if (store === attended) return
      stop?.()
      attended = store
      stop = store.watch?.(tell)
    },
    listen(hear) {
      listeners.add(hear)
      if (status.status === 'lost') hear(status)
      return () => listeners.delete(hear)
    },
  }
}
