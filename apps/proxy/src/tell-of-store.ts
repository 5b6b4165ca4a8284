import type { StoreReport } from '@turnout/core'
import type { Logger } from 'pino'

/** One line when the shared store is lost, one when it is back. */
export function tellOfStore(log: Logger, report: StoreReport, onStoreError: string): void {
  if (report.status === 'lost')
    log.warn({ reason: report.reason }, `The shared store is lost: ${meanwhile[onStoreError] ?? meanwhile['share']}`)
  else if (report.status === 'back') log.warn({ lostMs: Math.round(report.lostMs) }, 'The shared store is back.')
  else log.warn(report.reason)
}

const meanwhile: Readonly<Record<string, string>> = {
  share: 'until it is back, this instance admits its share of each limit.',
  open: 'until it is back, limits are not looked at.',
  closed: 'until it is back, nothing that has a limit is admitted.',
}
