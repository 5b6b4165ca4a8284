import type { Server } from 'node:http'
import type { Cancel, Clock } from '@turnout/core'
import { type Connections, closeQuietConnections } from './close-quiet-connections.ts'
import { Drain, type DrainPhase, type DrainTimes } from './drain.ts'
import { stopListening } from './listen.ts'
import type { RunningRequests } from './running-requests.ts'

/** Hears of each phase as it begins, and how many requests run. */
export type PhaseListener = (phase: DrainPhase, running: number) => void

export interface OrderlyEnd {
  /** Whether it has begun. */
  readonly begun: boolean
  /** Ends the server; again, only sooner. Resolves when its last connection is closed. */
  begin(times: DrainTimes, onPhase?: PhaseListener): Promise<void>
}

interface Parts {
  readonly server: Server
  readonly connections: Connections
  readonly running: RunningRequests
  /** Readers that would stay for ever. */
  readonly feed: { close(): void }
  readonly clock: Clock
}

/** What the phases of a drain mean for an HTTP server. */
export function orderlyEnd({ server, connections, running, feed, clock }: Parts): OrderlyEnd {
  let stopClosing: Cancel = () => {}
  let tell: PhaseListener | undefined
  const steps: Record<DrainPhase, () => void> = {
    leaving: () => {},
    ending() {
      running.refuse()
      feed.close()
      stopListening(server)
      stopClosing = closeQuietConnections(connections, clock)
    },
    cancelling: () => running.cancel(),
    cutting: () => server.closeAllConnections(),
  }
  const drain = new Drain(clock, (phase) => {
    steps[phase]()
    tell?.(phase, running.count)
  })
  let closed: Promise<void> | undefined
  return {
    get begun() {
      return drain.phase !== undefined
    },
    begin(times, onPhase = tell) {
      tell = onPhase
      closed ??= new Promise<void>((resolve) => server.once('close', resolve)).then(() => {
        drain.stop()
        stopClosing()
      })
      drain.begin(times)
      return closed
    },
  }
}
