import type { Logger } from 'pino'
import type { OverloadReport } from './load-guard.ts'

/** One line when requests begin to be refused, one when it is over, one when there is no way out. */
export function tellOfLoad(log: Logger, report: OverloadReport): void {
  if (report.status === 'begins') {
    const { reason, lagMs, memory } = report
    log.warn({ reason, lagMs: Math.round(lagMs), memory: percent(memory) }, `Overloaded: ${why[reason]}`)
  } else if (report.status === 'over')
    log.warn({ refused: report.refused, lastedMs: Math.round(report.lastedMs) }, 'Not overloaded any more.')
  else log.error({ memory: percent(report.memory) }, 'Memory stays full although nobody is let in.')
}

const why = {
  lag: 'turns of the event loop have been too long for a second. Requests that come late in a turn are refused.',
  memory: 'memory is full. All requests are refused.',
} as const

const percent = (share: number): string => `${Math.round(100 * share)} %`
