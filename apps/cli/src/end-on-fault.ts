import { type Cancel, systemClock } from '@turnout/core'
import type { RunningProxy } from '@turnout/proxy'
import { exitCodes } from './exit-codes.ts'

/** What runs has so long to end, where a drain has no less. */
const longestMs = 10_000
/** The process ends in any case. */
const patienceMs = longestMs + 5_000

/**
 * A fault that nobody caught, as a plug-in may have in a timer: nobody knows what it leaves behind. Nothing new begins,
 * what runs may end, and the process ends with 1.
 */
export function endOnFault(proxy: RunningProxy, stopWatching: Cancel): void {
  let isEnding = false
  process.on('uncaughtException', (fault: unknown) => {
    if (isEnding) return
    isEnding = true
    process.stderr.write(`a fault that nobody caught, so this process ends: ${wordsOf(fault)}\n`)
    const end = () => process.exit(exitCodes.no)
    systemClock.timer(patienceMs, end)
    stopWatching()
    void proxy.close({ timeoutMs: Math.min(proxy.config.server.drainTimeoutMs, longestMs) }).then(end, end)
  })
}

const wordsOf = (fault: unknown): string => {
  try {
    return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  } catch {
    return 'it has no words'
  }
}
