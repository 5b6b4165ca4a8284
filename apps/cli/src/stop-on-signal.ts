import type { Cancel } from '@turnout/core'
import type { DrainPhase, RunningProxy } from '@turnout/proxy'
import { exitCodes } from './exit-codes.ts'

/** After a second signal it is over within 5 s, the last words of cancelled answers included. */
const hurriedMs = 4_000

/** Each phase is a line on standard error. */
export function stopOnSignal(proxy: RunningProxy, stopWatching: Cancel): void {
  const stop = stopper(proxy, stopWatching, (line) => void process.stderr.write(`${line}\n`))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/**
 * SIGTERM drains as configured, SIGINT without the delay; either of them again hurries. It says what happens, and the
 * process ends with 0.
 */
export function stopper(
  proxy: RunningProxy,
  stopWatching: Cancel,
  say: (line: string) => void,
): (signal: NodeJS.Signals) => void {
  let timeoutMs: number | undefined
  const onPhase = (phase: DrainPhase, running: number) => {
    if (phase === 'ending') say(`no new requests; ${running} running have ${seconds(timeoutMs ?? 0)} to end`)
    if (phase === 'cancelling') say(`time is up; ${running} running are cancelled`)
    if (phase === 'cutting') say(`${running} do not take their last words; closing their connections`)
  }
  return (signal) => {
    if (timeoutMs !== undefined) {
      say(`${signal} again: over within 5 s`)
      timeoutMs = Math.min(timeoutMs, hurriedMs)
      void proxy.close({ timeoutMs })
      return
    }
    stopWatching()
    const { drainDelayMs, drainTimeoutMs } = proxy.config.server
    const delayMs = signal === 'SIGTERM' ? drainDelayMs : 0
    timeoutMs = drainTimeoutMs
    say(`${signal}: not ready any more${delayMs > 0 ? `, serving on for ${seconds(delayMs)}` : ''}`)
    void proxy.close({ delayMs, timeoutMs, onPhase }).then(() => {
      say('stopped')
      process.exit(exitCodes.done)
    })
  }
}

const seconds = (ms: number): string => `${ms / 1000} s`
