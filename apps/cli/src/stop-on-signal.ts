import type { Cancel } from '@turnout/core'
import type { DrainPhase, RunningProxy } from '@turnout/proxy'
import { exitCodes } from './exit-codes.ts'

/** After a second signal it is over within 5 s, the last words of cancelled answers included. */
const hurriedMs = 4_000

/** Running requests have no longer where only a new process helps. */
const exhaustedMs = 30_000

export interface Stopper {
  /** SIGTERM drains as configured, SIGINT without the delay; either of them again hurries. The process ends with 0. */
  stop(signal: NodeJS.Signals): void
  /** Ends the process with 1, so that whoever watches it starts another. */
  giveUp(): void
}

/** Each phase is a line on standard error. */
export function stopOnSignal(proxy: RunningProxy, stopWatching: Cancel): Stopper {
  const stopping = stopper(proxy, stopWatching, (line) => void process.stderr.write(`${line}\n`))
  process.on('SIGTERM', stopping.stop)
  process.on('SIGINT', stopping.stop)
  return stopping
}

/** Says what happens. */
export function stopper(proxy: RunningProxy, stopWatching: Cancel, say: (line: string) => void): Stopper {
  let timeoutMs: number | undefined
  const onPhase = (phase: DrainPhase, running: number) => {
    if (phase === 'ending') say(`no new requests; ${running} running have ${seconds(timeoutMs ?? 0)} to end`)
    if (phase === 'cancelling') say(`time is up; ${running} running are cancelled`)
    if (phase === 'cutting') say(`${running} do not take their last words; closing their connections`)
  }
  const end = (delayMs: number, code: number) => {
    stopWatching()
    void proxy.close({ delayMs, timeoutMs: timeoutMs ?? 0, onPhase }).then(() => {
      say('stopped')
      process.exit(code)
    })
  }
  return {
    stop(signal) {
      if (timeoutMs !== undefined) {
        say(`${signal} again: over within 5 s`)
        timeoutMs = Math.min(timeoutMs, hurriedMs)
        void proxy.close({ timeoutMs })
        return
      }
      const { drainDelayMs, drainTimeoutMs } = proxy.config.server
      const delayMs = signal === 'SIGTERM' ? drainDelayMs : 0
      timeoutMs = drainTimeoutMs
      say(`${signal}: not ready any more${delayMs > 0 ? `, serving on for ${seconds(delayMs)}` : ''}`)
      end(delayMs, exitCodes.done)
    },
    giveUp() {
      if (timeoutMs !== undefined) return
      timeoutMs = Math.min(proxy.config.server.drainTimeoutMs, exhaustedMs)
      say('out of memory: ending, so that another process can take over')
      end(0, exitCodes.no)
    },
  }
}

const seconds = (ms: number): string => `${ms / 1000} s`
