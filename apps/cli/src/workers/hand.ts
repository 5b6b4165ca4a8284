import type { Wire } from '@turnout/cache-adapters/cluster'
import { type ReadReport, type ReadyReport, readReport } from './worker-report.ts'

export interface WorkerEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** A process that was started as a worker. */
export interface WorkerProcess {
  readonly pid: number | undefined
  readonly wire: Wire
  kill(): void
  /** Hears how it ended, once. */
  onEnd(hear: (end: WorkerEnd) => void): void
}

interface Started {
  readonly startedMs: number
  /** How often the file had been read again by then. */
  readonly round: number
}

/** One worker, as its primary sees it. */
export class Hand {
  readonly pid: number | undefined
  readonly startedMs: number
  readonly round: number
  isReady = false
  readonly #process: WorkerProcess
  readonly #readings = new Map<number, (report: ReadReport | undefined) => void>()
  #onReady: (report: ReadyReport) => void = () => {}

  constructor(process: WorkerProcess, { startedMs, round }: Started) {
    this.#process = process
    this.pid = process.pid
    this.startedMs = startedMs
    this.round = round
    process.wire.listen((message) => {
      const report = readReport(message)
      if (report?.worker === 'read') this.#answer(report.round, report)
      if (report?.worker !== 'ready') return
      this.isReady = true
      this.#onReady(report)
    })
  }

  onReady(hear: (report: ReadyReport) => void): void {
    this.#onReady = hear
  }

  /** What came of it; undefined where it is gone before. */
  reread(round: number, aloud: boolean): Promise<ReadReport | undefined> {
    const { promise, resolve } = Promise.withResolvers<ReadReport | undefined>()
    this.#readings.set(round, resolve)
    this.#process.wire.send({ primary: 'reread', round, aloud })
    return promise
  }

  /** One that does not serve yet has nothing to bring to an end. */
  stop(signal: NodeJS.Signals): void {
    if (this.isReady) this.#process.wire.send({ primary: 'stop', signal })
    else this.kill()
  }

  kill(): void {
    this.#process.kill()
  }

  isGone(): void {
    this.isReady = false
    for (const round of [...this.#readings.keys()]) this.#answer(round, undefined)
  }

  #answer(round: number, report: ReadReport | undefined): void {
    this.#readings.get(round)?.(report)
    this.#readings.delete(round)
  }
}
