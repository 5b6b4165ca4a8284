import { type CallbackLosses, type Cancel, CancelScope, type Runtime } from '@turnout/core'
import { longestWaitMs, nextTryMs } from './next-try.ts'
import { Trouble } from './trouble.ts'
import { Undelivered } from './undelivered.ts'
import { within } from './within.ts'

export interface DeliveryOptions<T> {
  /** Whose it is, for warnings. */
  readonly name: string
  /** Where it goes, for warnings, without keys. */
  readonly to?: string
  readonly runtime: Runtime
  readonly warn: (message: string) => void
  /** Sends one batch; rejects with `Undelivered`, or with anything that says nothing about whether to try again. */
  send(items: readonly T[]): Promise<unknown>
  /** What is kept, with what is on its way; more is dropped. */
  readonly mostWaiting?: number
  /** The same, as `bytesOf` counts. */
  readonly mostBytes?: number
  bytesOf?(item: T): number
  /** A batch is no larger, and does not wait when it is as large. */
  readonly mostAtOnce?: number
  /** A batch does not wait longer. */
  readonly everyMs?: number
}

export interface Delivery<T> {
  /** Puts it in line, or drops it where there is no room. */
  add(item: T): void
  losses(): CallbackLosses
  /** Sends what is left, as far as the time allows. */
  close(): Promise<void>
}

/**
 * Sends what is added, in batches, one at a time, off everybody's path: what fails for a while is tried again, what fails
 * for good is counted, and so is what finds no room.
 */
export const delivery = <T>(options: DeliveryOptions<T>): Delivery<T> => new Line(options)

/** One try to send takes no longer, whoever sends. */
const timeoutMs = 30_000
/** At the end, so long for what is still to be sent. */
const lingerMs = 4_000

const defaults = {
  mostWaiting: 10_000,
  mostBytes: 32 * 1024 * 1024,
  bytesOf: (_item: unknown): number => 0,
  mostAtOnce: 100,
  everyMs: 1_000,
}

class Line<T> implements Delivery<T> {
  readonly #options: Required<Omit<DeliveryOptions<T>, 'to'>>
  readonly #trouble: Trouble
  /** Cancelled at the end: nobody waits for a better time then. */
  readonly #patience = new CancelScope()
  #waiting: T[] = []
  #onItsWay = 0
  /** Of both. */
  #bytes = 0
  #dropped = 0
  #failed = 0
  #silentUntilMs = 0
  #stopTimer: Cancel | undefined
  #isRunning = false
  #run: Promise<void> | undefined
  #closing: Promise<void> | undefined

  constructor(options: DeliveryOptions<T>) {
    this.#options = { ...defaults, ...options }
    this.#trouble = new Trouble(options.name, options.to, options.warn)
  }

  add(item: T): void {
    const { mostWaiting, mostBytes, mostAtOnce } = this.#options
    const bytes = this.#options.bytesOf(item)
    const hasRoom = this.#waiting.length + this.#onItsWay < mostWaiting && this.#bytes + bytes <= mostBytes
    if (this.#closing || this.#isSilent) this.#dropped++
    else if (!hasRoom) this.#drop()
    else {
      this.#bytes += bytes
      this.#waiting.push(item)
      if (!this.#isRunning) this.#wait(this.#waiting.length === mostAtOnce)
    }
  }

  losses(): CallbackLosses {
    return { dropped: this.#dropped, failed: this.#failed }
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  get #isSilent(): boolean {
    return this.#silentUntilMs > 0 && this.#options.runtime.clock.monotonicMs() < this.#silentUntilMs
  }

  get #lost(): number {
    return this.#dropped + this.#failed
  }

  #drop(): void {
    this.#trouble.begins('they come faster than they can be sent', this.#lost)
    this.#dropped++
  }

  #wait(isFull: boolean): void {
    const { clock } = this.#options.runtime
    if (isFull) clock.afterwards(() => this.#start())
    else this.#stopTimer ??= clock.timer(this.#options.everyMs, () => this.#start())
  }

  #start(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    if (this.#isRunning || this.#waiting.length === 0) return
    this.#isRunning = true
    this.#run = this.#sendBatches()
  }

  /** Until less is left than a batch; at the end, until nothing is. */
  async #sendBatches(): Promise<void> {
    const { mostAtOnce, bytesOf } = this.#options
    do {
      const batch = this.#waiting.splice(0, mostAtOnce)
      this.#onItsWay = batch.length
      await this.#send(batch)
      this.#onItsWay = 0
      for (const item of batch) this.#bytes -= bytesOf(item)
    } while (this.#waiting.length >= (this.#closing ? 1 : mostAtOnce))
    this.#isRunning = false
    if (this.#waiting.length > 0) this.#wait(false)
  }

  async #send(batch: readonly T[]): Promise<void> {
    const { clock, random } = this.#options.runtime
    for (let tries = 1; ; tries++) {
      try {
        await within(clock, timeoutMs, this.#options.send(batch))
        if (this.#waiting.length === 0) this.#trouble.ends(this.#lost)
        return
      } catch (thrown) {
        const error = thrown instanceof Undelivered ? thrown : new Undelivered('they could not be sent')
        const waitMs = this.#closing ? undefined : nextTryMs(error, tries, random)
        if (waitMs === undefined) return this.#giveUp(error)
        await clock.sleep(waitMs, this.#patience)
      }
    }
  }

  /** Where the endpoint wants to be left alone for long, nothing is kept for it until then. */
  #giveUp({ message, again, retryAfterMs = 0 }: Undelivered): void {
    this.#trouble.begins(message, this.#lost)
    this.#failed += this.#onItsWay
    if (retryAfterMs === 0 || (again && retryAfterMs <= longestWaitMs)) return
    this.#silentUntilMs = this.#options.runtime.clock.monotonicMs() + retryAfterMs
    this.#dropped += this.#clear()
  }

  async #end(): Promise<void> {
    this.#patience.cancel()
    const over = new CancelScope()
    await Promise.race([this.#sendRest(), this.#options.runtime.clock.sleep(lingerMs, over)])
    over.cancel()
    this.#failed += this.#onItsWay + this.#clear()
    this.#onItsWay = 0
  }

  async #sendRest(): Promise<void> {
    await this.#run
    this.#start()
    await this.#run
    this.#stopTimer?.()
  }

  #clear(): number {
    const count = this.#waiting.length
    for (const item of this.#waiting) this.#bytes -= this.#options.bytesOf(item)
    this.#waiting = []
    return count
  }
}
