import type { Deployment } from '@turnout/core'
import {
  makeAttemptEnd,
  makeAttemptStart,
  makeContext,
  makeDeployment,
  seededRandom,
  TrackedGroup,
} from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { leastBusy } from '../strategies/least-busy.ts'

/** Streams that run until they are ended, chosen for by `least-busy`. */
class Streams {
  readonly running: { readonly id: string; readonly on: Deployment }[] = []
  readonly #strategy = leastBusy()
  readonly #group = new TrackedGroup(
    this.#strategy.needs,
    [makeDeployment({ model: 'a' }), makeDeployment({ model: 'b' })],
    () => 0,
  )
  readonly #random: () => number
  #count = 0

  constructor(seed: number) {
    this.#random = seededRandom(seed)
  }

  begin(): void {
    const on = this.#strategy.select(this.#group.candidates, makeContext({ stream: true, random: this.#random }))
    const id = `${this.#count++}`
    this.#group.start(on, makeAttemptStart({ attemptId: id, stream: true }))
    this.running.push({ id, on })
  }

  /** Any one of them ends, or is left by its caller. */
  endOne(): void {
    const [ended] = this.running.splice(Math.floor(this.#random() * this.running.length), 1)
    if (ended) this.#group.end(ended.on, makeAttemptEnd({ attemptId: ended.id, stream: true }))
  }

  /** How many more one deployment has than the other: as the streams say, and as the signal says. */
  get difference(): readonly number[] {
    const on = (name: string) => this.running.filter((stream) => stream.on.id === name).length
    const [a, b] = this.#group.candidates.map((candidate) => candidate.inFlight)
    return [Math.abs(on('a') - on('b')), Math.abs((a ?? 0) - (b ?? 0))]
  }
}

describe.each([1, 2, 3, 4, 5])('least-busy with 50 long streams over 2 deployments, seed %i', (seed) => {
  it('never differs by more than 1 while they come', () => {
    const streams = new Streams(seed)
    for (let i = 0; i < 50; i++) {
      streams.begin()
      for (const difference of streams.difference) expect(difference).toBeLessThanOrEqual(1)
    }
    expect(streams.difference).toEqual([0, 0])
  })

  it('never differs by more than 1 while some are cancelled and others come', () => {
    const streams = new Streams(seed)
    for (let i = 0; i < 50; i++) streams.begin()
    for (let i = 0; i < 500; i++) {
      streams.endOne()
      streams.begin()
      for (const difference of streams.difference) expect(difference).toBeLessThanOrEqual(1)
    }
  })

  it('evens out again after many were cancelled at once', () => {
    const streams = new Streams(seed)
    for (let i = 0; i < 50; i++) streams.begin()
    for (let i = 0; i < 30; i++) streams.endOne()
    const [difference = 0] = streams.difference
    for (let i = 0; i < difference; i++) streams.begin()
    expect(streams.difference).toEqual([0, 0])
  })
})
