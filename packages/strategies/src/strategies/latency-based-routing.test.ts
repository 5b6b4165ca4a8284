import { type AttemptEnd, type ErrorKind, isNonEmpty, ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeAttemptStart, makeContext, makeDeployment, TrackedGroup } from '@turnout/testing'
import { describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { type LatencySettings, latencyBasedRouting } from './latency-based-routing.ts'

describeStrategy('latencyBasedRouting', latencyBasedRouting)

/** A group of deployments a, b, … and what it has been through. */
class World {
  nowMs = 0
  readonly #strategy: ReturnType<typeof latencyBasedRouting>
  readonly #group: TrackedGroup<ReturnType<typeof latencyBasedRouting>['needs']>
  readonly #context = makeContext()
  #count = 0

  constructor(size: number, settings?: LatencySettings) {
    this.#strategy = latencyBasedRouting(settings)
    const deployments = [...'abcdef'].slice(0, size).map((model) => makeDeployment({ model }))
    if (!isNonEmpty(deployments)) throw new Error('no deployments')
    this.#group = new TrackedGroup(this.#strategy.needs, deployments, () => this.nowMs)
  }

  starts(name: string): string {
    const attemptId = `${this.#count++}`
    this.#group.start(this.#called(name), makeAttemptStart({ attemptId, atMs: this.nowMs }))
    return attemptId
  }

  took(name: string, ms: number, end: Partial<AttemptEnd> = {}): this {
    const attemptId = this.starts(name)
    const startedMs = this.nowMs - ms
    this.#group.end(this.#called(name), makeAttemptEnd({ attemptId, startedMs, endedMs: this.nowMs, ...end }))
    return this
  }

  failed(name: string, kind: ErrorKind): this {
    return this.took(name, 1, { failure: new ProviderError(kind, 'x') })
  }

  /** Who is chosen, of 100 choices, in order of names. */
  choices(stream = false): string {
    const context = { ...this.#context, stream, nowMs: this.nowMs }
    const ids = Array.from({ length: 100 }, () => this.#strategy.select(this.#group.candidates, context).id)
    return [...new Set(ids)].sort().join('')
  }

  #called(name: string) {
    const candidate = this.#group.candidates.find(({ deployment }) => deployment.id === name)
    if (!candidate) throw new Error(`no ${name}`)
    return candidate.deployment
  }
}

describe('latencyBasedRouting', () => {
  it('takes the fastest', () => {
    expect(new World(3).took('a', 300).took('b', 200).took('c', 400).choices()).toBe('b')
  })

  it('takes any within the buffer', () => {
    const world = new World(3, { lowestLatencyBuffer: 0.5 })
    expect(world.took('a', 300).took('b', 200).took('c', 301).choices()).toBe('ab')
  })

  it('takes any that the scatter of samples does not tell apart', () => {
    const world = new World(3)
    for (const ms of [150, 250, 200])
      world
        .took('a', ms)
        .took('b', ms + 30)
        .took('c', ms + 200)
    expect(world.choices()).toBe('ab')
  })

  it('tries those that nobody knows first, one request at a time', () => {
    const world = new World(3).took('a', 1)
    expect(world.choices()).toBe('bc')
    world.starts('b')
    expect(world.choices()).toBe('c')
    world.starts('c')
    expect(world.choices()).toBe('a')
  })

  it('takes the least busy while nobody is known', () => {
    const world = new World(2)
    for (const name of 'aab') world.starts(name)
    expect(world.choices()).toBe('b')
  })

  it('does not wait for an answer that hangs', () => {
    const world = new World(2).took('a', 1)
    world.starts('b')
    world.nowMs = 9_999
    expect(world.choices()).toBe('a')
    world.nowMs = 10_000
    expect(world.choices()).toBe('b')
  })

  it('takes one that only fails more rarely the more it fails', () => {
    const world = new World(2).took('a', 1).failed('b', 'server')
    expect(world.choices()).toBe('a')
    world.nowMs += 10_000
    expect(world.choices()).toBe('ab')
    for (let i = 0; i < 99_999; i++) world.failed('b', 'server')
    world.nowMs += 10_000
    expect(world.choices()).toBe('a')
  })

  it('leaves one alone that timed out, until ttl is over', () => {
    const world = new World(2, { ttlMs: 3_000 }).took('a', 1)
    world.failed('b', 'timeout')
    expect(world.choices()).toBe('a')
    world.nowMs = 2_000
    world.took('a', 1)
    world.nowMs = 3_000
    expect(world.choices()).toContain('b')
  })

  it('goes by the first content for streams, by the whole answer for others', () => {
    const world = new World(2)
    world.took('a', 400, { stream: true, firstContentMs: -390 })
    world.took('b', 200, { stream: true, firstContentMs: -100 })
    expect([world.choices(true), world.choices(false)]).toEqual(['a', 'b'])
  })

  it('goes by the whole answer where no stream is known', () => {
    expect(new World(2).took('a', 400).took('b', 200).choices(true)).toBe('b')
  })

  it('remembers as many samples as it is told', () => {
    const world = new World(2, { maxLatencyListSize: 2 }).took('a', 900).took('b', 100)
    expect(world.took('a', 50).took('a', 50).choices()).toBe('a')
  })
})
