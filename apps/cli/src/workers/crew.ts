import type { Wire } from '@turnout/cache-adapters/cluster'
import type { Cancel, Clock } from '@turnout/core'
import { exitCodes } from '../exit-codes.ts'
import { Hand, type WorkerEnd, type WorkerProcess } from './hand.ts'
import { RestartDelay } from './restart-delay.ts'
import type { ReadyReport } from './worker-report.ts'
import { differsCode, type WorkerTask } from './worker-task.ts'

/** So many starts in a row may fail where nobody serves. */
const mostFailures = 5

export interface CrewParts {
  readonly count: number
  readonly port: number
  readonly clock: Clock
  readonly start: (task: WorkerTask) => WorkerProcess
  /** Connects a worker with what all share; undone when it is gone. */
  readonly join: (wire: Wire) => Cancel
  readonly say: (line: string) => void
  /** The first worker accepts: these are the files of its configuration. */
  readonly onFirst: (files: readonly string[]) => void
  /** All accept, once. */
  readonly onComplete: (first: ReadyReport) => void
  readonly exit: (code: number) => void
}

interface Place {
  readonly id: number
  readonly delay: RestartDelay
  hand?: Hand
}

/**
 * The workers that serve one port. The first one tries the configuration out, then the others follow; who dies is
 * replaced, by one that serves the same as the others.
 */
export class Crew {
  readonly #parts: CrewParts
  readonly #places: readonly Place[]
  #first: ReadyReport | undefined
  #digest = ''
  #files: readonly string[] = []
  #isComplete = false
  #failures = 0
  #round = 0
  #reading: Promise<void> = Promise.resolve()
  #isStopping = false

  constructor(parts: CrewParts) {
    this.#parts = parts
    this.#places = Array.from({ length: parts.count }, (_, at) => ({ id: at + 1, delay: new RestartDelay() }))
  }

  begin(): void {
    const [first] = this.#places
    if (first) this.#fill(first)
  }

  /** Those of the configuration, when it was last read. */
  files = (): readonly string[] => this.#files

  /** Has all workers read the file again; one of them says what came of it. */
  reread(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readAgain())
    return this.#reading
  }

  /** Has all workers end; again, sooner. Then the process ends. */
  stop(signal: NodeJS.Signals): void {
    this.#isStopping = true
    for (const { hand } of this.#places) hand?.stop(signal)
    this.#endWhenAllHave()
  }

  #fill(place: Place): void {
    if (this.#isStopping) return
    const { count, port, start, join, clock } = this.#parts
    const first = this.#first
    const hasOthers = this.#ready().length > 0
    const process = start({
      ...{ id: place.id, count, port: first && !hasOthers ? Number(new URL(first.url).port) : port },
      ...(first && hasOthers ? { others: { digest: this.#digest, inRedis: first.inRedis } } : {}),
    })
    const leave = join(process.wire)
    const hand = new Hand(process, { startedMs: clock.monotonicMs(), round: this.#round })
    place.hand = hand
    hand.onReady((report) => this.#isReady(hand, report))
    process.onEnd((end) => {
      leave()
      delete place.hand
      hand.isGone()
      this.#ended(place, hand, end)
    })
  }

  #isReady(hand: Hand, report: ReadyReport): void {
    this.#failures = 0
    const first = this.#first
    // With port 0, after all were gone at once.
    if (first && report.url !== first.url) {
      hand.kill()
      return
    }
    this.#digest = report.digest
    if (hand.round !== this.#round) void hand.reread(this.#round, false)
    if (!first) {
      this.#first = report
      this.#files = report.files
      this.#parts.onFirst(report.files)
      for (const place of this.#places) if (!place.hand) this.#fill(place)
    }
    if (this.#isComplete || this.#ready().length < this.#places.length) return
    this.#isComplete = true
    this.#parts.onComplete(this.#first ?? report)
  }

  #ended(place: Place, hand: Hand, end: WorkerEnd): void {
    if (this.#isStopping) this.#endWhenAllHave()
    else this.#replace(place, hand, end)
  }

  #replace(place: Place, hand: Hand, { code, signal }: WorkerEnd): void {
    const { clock, say } = this.#parts
    const how = signal ? `was ended by ${signal}` : `ended with ${code}`
    if (!hand.isReady && code !== differsCode) this.#failures++
    const isHopeless = this.#failures >= mostFailures && (!this.#isComplete || this.#ready().length === 0)
    if (!this.#first || isHopeless) {
      // Who ends so has said why.
      if (code !== exitCodes.no) say(`Worker ${place.id} ${how} before it served.`)
      this.#giveUp()
      return
    }
    const delayMs = place.delay.next(clock.monotonicMs() - hand.startedMs)
    const soon = delayMs > 0 ? ` in ${delayMs / 1_000} s` : ''
    const why = code === differsCode ? 'does not serve what the file says now' : how
    say(`worker ${place.id} (process ${hand.pid}) ${why}; another takes its place${soon}`)
    clock.timer(delayMs, () => this.#fill(place))
  }

  #giveUp(): void {
    this.#isStopping = true
    for (const { hand } of this.#places) hand?.kill()
    this.#parts.exit(exitCodes.no)
  }

  async #readAgain(): Promise<void> {
    const round = ++this.#round
    const outcomes = await Promise.all(this.#ready().map((hand, at) => hand.reread(round, at === 0)))
    const [outcome] = outcomes.filter((one) => one !== undefined)
    if (!outcome) return
    this.#files = outcome.files
    this.#digest = outcome.digest ?? this.#digest
    if (outcomes.some((one) => one && one.digest !== outcome.digest))
      this.#parts.say('The workers did not all come to the same; read the file again.')
  }

  #ready = (): readonly Hand[] => this.#places.flatMap(({ hand }) => (hand?.isReady ? [hand] : []))

  #endWhenAllHave(): void {
    if (this.#places.some(({ hand }) => hand)) return
    this.#parts.say('stopped')
    this.#parts.exit(exitCodes.done)
  }
}
