import { type AttemptRecord, errorTable, type OperationName, type ProviderError, type Usage } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { Member } from './member.ts'
import type { RequestLog } from './request-log.ts'

/** One attempt's bookkeeping: everything that starts with it ends with it, exactly once. */
export class RunningAttempt {
  readonly id: string
  readonly group: string
  readonly member: Member
  readonly startedMs: number
  firstContentMs: number | undefined
  readonly #engine: Engine
  readonly #ask: Ask<OperationName>
  readonly #log: RequestLog
  #over = false

  constructor(engine: Engine, ask: Ask<OperationName>, log: RequestLog, id: string, group: string, member: Member) {
    this.id = id
    this.group = group
    this.member = member
    this.#engine = engine
    this.#ask = ask
    this.#log = log
    this.startedMs = engine.runtime.clock.monotonicMs()
    const { operation, stream } = ask
    for (const tracker of member.trackers) tracker.start?.({ attemptId: id, operation, stream, atMs: this.startedMs })
  }

  /** Settles: trackers, store, record, event. The second call does nothing. */
  end(failure: ProviderError | undefined, usage: () => Usage | undefined): void {
    if (this.#over) return
    this.#over = true
    const { deployment, trackers, claims } = this.member
    const endedMs = this.#engine.runtime.clock.monotonicMs()
    if (claims.length > 0) this.#engine.store.settle(this.id, []).catch(() => {})
    const used = trackers.length > 0 || this.#engine.emit ? usage() : undefined
    const { operation, stream } = this.#ask
    const { id: attemptId, startedMs, firstContentMs } = this
    const ended = { attemptId, operation, stream, startedMs, endedMs, firstContentMs, failure, usage: used }
    for (const tracker of trackers) undisturbed(() => tracker.end?.(ended))
    const record: AttemptRecord = {
      ...{ attemptId, group: this.group, deploymentId: deployment.id, provider: deployment.provider },
      ...{ startedMs, endedMs },
      ...(failure ? { failure: describe(failure) } : {}),
    }
    this.#log.attemptEnded(record, used)
  }
}

/** A tracker of somebody's own must not keep the others, or the slot, from ending. */
function undisturbed(run: () => void): void {
  try {
    run()
  } catch {
    // What it threw is its own.
  }
}

const describe = ({ kind, message }: ProviderError) => ({ kind, className: errorTable[kind].className, message })
