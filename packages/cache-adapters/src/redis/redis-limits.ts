import type { Charge, Claim, Claims, NonEmpty, Reservation } from '@turnout/core'
import { sliceShare } from '../slices.ts'
import { KeyList, tagOf } from './key-list.ts'
import { type RedisClient, type Script, script } from './script.ts'
import { giveBackLua } from './scripts/give-back.ts'
import { leaseLua } from './scripts/lease.ts'
import { peekLua } from './scripts/peek.ts'
import { putLua } from './scripts/put.ts'
import { reserveLua } from './scripts/reserve.ts'
import { settleLua } from './scripts/settle.ts'

/** A claim, and what was used of it; undefined: as reserved. */
export interface Settled {
  readonly claim: Claim
  readonly actual: number | undefined
}

/** A slice to ask for, and how long it is to count. */
export interface Slice {
  readonly id: string
  readonly claim: Claim
  readonly endsInMs: number
}

export interface Unspent {
  readonly id: string
  readonly key: string
  readonly granted: number
  readonly unused: number
}

export interface RedisLimitsOptions {
  readonly client: RedisClient
  readonly prefix: string
  /** Bounds the wait for an answer. */
  readonly wait?: <T>(answer: Promise<T>) => Promise<T>
  /** The time that scripts go by, for tests; otherwise the server's. */
  readonly timeMs?: () => number
}

const scripts = {
  ...{ reserve: script(reserveLua), settle: script(settleLua), lease: script(leaseLua) },
  ...{ giveBack: script(giveBackLua), put: script(putLua) },
  peek: script(peekLua),
}

/** Limits in Redis, one script a step. What is given in one step must share its tag; nothing is remembered here. */
export class RedisLimits {
  readonly #client: RedisClient
  readonly #prefix: string
  readonly #wait: <T>(answer: Promise<T>) => Promise<T>
  readonly #timeMs: () => number | ''

  constructor({ client, prefix, wait, timeMs }: RedisLimitsOptions) {
    this.#client = client
    this.#prefix = prefix
    this.#wait = wait ?? ((answer) => answer)
    this.#timeMs = timeMs ?? (() => '')
  }

  async reserve(id: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation> {
    const keys = this.#keysWithCancelled(options.flat()[0]?.key ?? '')
    const claims = options.flatMap((option) => [
      option.length,
      ...option.flatMap(({ key, amount, limit, windowMs = 0 }) => [keys.place(key), amount, limit, windowMs]),
    ])
    const answer = await this.#run(scripts.reserve, keys, [id, holdMs, options.length, ...claims])
    return reservationOf(answer)
  }

  /** How much of each limit is taken. */
  async peek(claims: Claims): Promise<readonly number[]> {
    const keys = new KeyList(this.#prefix)
    const places = claims.map(({ key }) => keys.place(key))
    const taken = await this.#run(scripts.peek, keys, places)
    if (!Array.isArray(taken) || taken.length !== claims.length) throw noAnswer()
    return taken.map(Number)
  }

  /** `cancelMs`: a reservation with this id that comes later does nothing, for so long. */
  async settle(id: string, settled: readonly Settled[], cancelMs = 0): Promise<void> {
    const keys = this.#keysWithCancelled(settled[0]?.claim.key ?? '')
    const args = settled.flatMap(({ claim: { key, amount, windowMs = 0 }, actual = '' }) => [
      ...[keys.place(key), amount, windowMs, actual],
    ])
    await this.#run(scripts.settle, keys, [id, cancelMs, ...args])
  }

  /** What is granted of each. */
  async lease(slices: readonly Slice[]): Promise<readonly number[]> {
    const keys = new KeyList(this.#prefix)
    const args = slices.flatMap(({ id, claim: { key, amount, limit }, endsInMs }) => [
      ...[keys.place(key), id, amount, limit, endsInMs],
    ])
    const granted = await this.#run(scripts.lease, keys, [sliceShare, ...args])
    return Array.isArray(granted) ? granted.map(Number) : []
  }

  async giveBack(unspent: readonly Unspent[]): Promise<void> {
    const keys = new KeyList(this.#prefix)
    const args = unspent.flatMap(({ id, key, granted, unused }) => [keys.place(key), id, granted, unused])
    await this.#run(scripts.giveBack, keys, args)
  }

  /** Counts entries whatever the limits say, each id once; those that count already, for longer. */
  async put(entries: readonly Charge[]): Promise<void> {
    const keys = new KeyList(this.#prefix)
    const args = entries.flatMap(({ id, key, amount, endsInMs }) => [keys.place(key), id, amount, endsInMs])
    await this.#run(scripts.put, keys, args)
  }

  #keysWithCancelled = (key: string): KeyList => keysFrom(this.#prefix, `${tagOf(key)}:cancelled`)

  #run = (run: Script, { keys }: KeyList, args: readonly (string | number)[]): Promise<unknown> =>
    this.#wait(run(this.#client, keys, [this.#timeMs(), ...args]))
}

function reservationOf(answer: unknown): Reservation {
  const [chosen, earliest] = Array.isArray(answer) ? answer.map(String) : []
  if (chosen === undefined || earliest === undefined) throw noAnswer()
  if (chosen !== '-1') return { chosen: Number(chosen) }
  return { earliestMs: earliest === 'inf' ? Infinity : Number(earliest) }
}

const noAnswer = (): Error => new Error('The store gave an answer that is none.')

function keysFrom(prefix: string, first: string): KeyList {
  const keys = new KeyList(prefix)
  keys.place(first)
  return keys
}
