import { type CallbackLosses, type Cancel, CancelScope, type Runtime } from '@turnout/core'
import { longestWaitMs, nextTryMs } from './next-try.ts'
import { Trouble } from './trouble.ts'
import { Undelivered } from './undelivered.ts'
import type { Waiting } from './waiting.ts'
import { WaitingItems } from './waiting-items.ts'
import { type Frame, WaitingTexts } from './waiting-texts.ts'
import { within } from './within.ts'

interface LineOptions<B> {
  /** Whose it is, for warnings. */
  readonly name: string
  /** Where it goes, for warnings, without keys. */
  readonly to?: string
  readonly runtime: Runtime
  readonly warn: (message: string) => void
  /** Sends one batch; rejects with `Undelivered`, or with anything that says nothing about whether to try again. */
  send(batch: B): Promise<unknown>
  /** What is kept, with what is on its way; more is dropped. */
  readonly mostWaiting?: number
  /** The same in bytes. */
  readonly mostBytes?: number
  /** A batch is no larger, and does not wait when it is as large. */
  readonly mostAtOnce?: number
  /** A batch does not wait longer. */
  readonly everyMs?: number
}

export interface DeliveryOptions<T> extends LineOptions<readonly T[]> {
  /** About what an item takes; default: nothing. */
  bytesOf?(item: T): number
}

export interface TextDeliveryOptions extends LineOptions<Uint8Array> {
  readonly frame: Frame
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
export const delivery = <T>(options: DeliveryOptions<T>): Delivery<T> =>
  new Line(options, new WaitingItems(options.mostAtOnce ?? defaults.mostAtOnce, options.bytesOf))

/** The same of texts, of which each batch is one body. */
export const textDelivery = (options: TextDeliveryOptions): Delivery<string> =>
  new Line(options, new WaitingTexts(options.mostAtOnce ?? defaults.mostAtOnce, options.frame))

/** One try to send takes no longer, whoever sends. */
const timeoutMs = 30_000
/** At the end, so long for what is still to be sent. */
const lingerMs = 4_000

const defaults = {
  mostWaiting: 10_000,
  mostBytes: 32 * 1024 * 1024,
  mostAtOnce: 100,
  everyMs: 1_000,
}

class Line<T, B> implements Delivery<T> {
  readonly #options: Required<Omit<LineOptions<B>, 'to' | 'mostAtOnce'>>
  readonly #waiting: Waiting<T, B>
  readonly #trouble: Trouble
  /** Cancelled at the end: nobody waits for a better time then. */
  readonly #patience = new CancelScope()
  #onItsWay = 0
  #bytesOnTheirWay = 0
  #dropped = 0
  #failed = 0
  #silentUntilMs = 0
  #stopTimer: Cancel | undefined
  /** It begins to run as soon as whoever adds has gone on. */
  #isDue = false
  #isRunning = false
  #run: Promise<void> | undefined
  #closing: Promise<void> | undefined

  constructor(options: LineOptions<B>, waiting: Waiting<T, B>) {
    this.#options = { ...defaults, ...options }
    this.#waiting = waiting
    this.#trouble = new Trouble(options.name, options.to, options.warn)
  }

  add(item: T): void {
    if (this.#closing || this.#isSilent) this.#dropped++
    else if (!this.#hasRoomFor(item)) this.#drop()
    else {
      this.#waiting.add(item)
      if (!this.#isRunning) this.#wait()
    }
  }

  losses(): CallbackLosses {
    return { dropped: this.#dropped, failed: this.#failed }
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  #hasRoomFor(item: T): boolean {
    const { mostWaiting, mostBytes } = this.#options
    const { count, bytes } = this.#waiting
    return (
      count + this.#onItsWay < mostWaiting && bytes + this.#bytesOnTheirWay + this.#waiting.bytesOf(item) <= mostBytes
    )
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

  #wait(): void {
    const { clock } = this.#options.runtime
    if (!this.#waiting.isFull) this.#stopTimer ??= clock.timer(this.#options.everyMs, () => this.#start())
    else if (!this.#isDue) {
      this.#isDue = true
      clock.afterwards(() => this.#start())
    }
  }

  #start(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    this.#isDue = false
    if (this.#isRunning || this.#waiting.count === 0) return
    this.#isRunning = true
    this.#run = this.#sendBatches()
  }

  /** Until less is left than a batch; at the end, until nothing is. */
  async #sendBatches(): Promise<void> {
    do {
      const { content, count, bytes } = this.#waiting.take()
      this.#onItsWay = count
      this.#bytesOnTheirWay = bytes
      await this.#send(content)
      this.#onItsWay = 0
      this.#bytesOnTheirWay = 0
    } while (this.#closing ? this.#waiting.count > 0 : this.#waiting.isFull)
    this.#isRunning = false
    if (this.#waiting.count > 0) this.#wait()
  }

  async #send(batch: B): Promise<void> {
    const { clock, random } = this.#options.runtime
    for (let tries = 1; ; tries++) {
      try {
        await within(clock, timeoutMs, this.#options.send(batch))
        this.#waiting.takeBack?.(batch)
        if (this.#waiting.count === 0) this.#trouble.ends(this.#lost)
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
    const { count } = this.#waiting
    this.#waiting.clear()
    return count
  }
}
