import type { CallbackLosses } from '@turnout/core'
import type { CountedSheets } from './counted-sheets.ts'
import { add } from './metric.ts'
import { cellOf } from './sheet-shapes.ts'
import type { WatchedState } from './watched-router.ts'

const cell = {
  dropped: cellOf('callbacks', 'turnout_callback_dropped_total'),
  failed: cellOf('callbacks', 'turnout_callback_failed_total'),
}
const none: CallbackLosses = { dropped: 0, failed: 0 }

/** What callbacks did not pass on, as counters that never fall: a callback that a reload makes anew begins again. */
export class Losses {
  readonly #sheets: CountedSheets
  #before: ReadonlyMap<string, CallbackLosses> = new Map()

  constructor(sheets: CountedSheets) {
    this.#sheets = sheets
  }

  count(callbacks: WatchedState['callbacks']): void {
    const now = new Map<string, CallbackLosses>()
    for (const { name, dropped, failed } of callbacks) {
      const same = now.get(name) ?? none
      now.set(name, { dropped: same.dropped + dropped, failed: same.failed + failed })
    }
    for (const [name, { dropped, failed }] of now) {
      const row = this.#sheets.row('callbacks', [name])
      const before = this.#before.get(name) ?? none
      add(row, cell.dropped, more(before.dropped, dropped))
      add(row, cell.failed, more(before.failed, failed))
    }
    this.#before = now
  }
}

const more = (before: number, now: number): number => (now < before ? now : now - before)
