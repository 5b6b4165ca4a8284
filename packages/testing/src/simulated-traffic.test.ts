import { defineSignal, defineStrategy, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { makeContext } from './make-context.ts'
import { makeDeployment } from './make-deployment.ts'
import { sharesOf, simulateTraffic, tookMs } from './simulated-traffic.ts'

const running = defineSignal<number>({
  name: 'running',
  bind() {
    const ids = new Set<string>()
    return {
      start: (of) => void ids.add(of.attemptId),
      end: (of) => void ids.delete(of.attemptId),
      value: () => ids.size,
    }
  },
})
let mostSeen = 0
const first = defineStrategy({
  name: 'first',
  needs: { running },
  select(candidates) {
    mostSeen = Math.max(mostSeen, candidates[0].running)
    return candidates[0].deployment
  },
})
const server = { deployment: makeDeployment({ model: 'm' }), answer: () => ({ wholeMs: 1_000 }) }
const traffic = { strategy: first, perSecond: 10, seconds: 60, seed: 1 }

describe('simulateTraffic', () => {
  it('has so many requests a second, the same for the same seed', () => {
    const run = (seed: number) => simulateTraffic({ ...traffic, servers: [server], seed })
    expect(Math.abs(run(1).length - 600)).toBeLessThan(75)
    expect(run(1)).toEqual(run(1))
    expect(run(2)).not.toEqual(run(1))
  })

  it('answers one after another where a server has few slots', () => {
    const calls = simulateTraffic({ ...traffic, perSecond: 0.5, servers: [{ ...server, slots: 1 }] })
    const ends = calls.map(({ endedMs }) => endedMs)
    for (const [at, endedMs] of ends.entries())
      expect(endedMs - (ends[at - 1] ?? -Infinity)).toBeGreaterThanOrEqual(999.99)
    expect(tookMs(calls, 0)).toBeCloseTo(1_000)
    expect(tookMs(calls, 1)).toBeGreaterThan(1_000)
  })

  it('tells trackers of starts and ends', () => {
    mostSeen = 0
    simulateTraffic({ ...traffic, servers: [server] })
    expect(mostSeen).toBeGreaterThan(10)
    expect(mostSeen).toBeLessThan(30)
  })

  it('lets callers leave', () => {
    const calls = simulateTraffic({ ...traffic, servers: [server], patienceMs: 300 })
    for (const { startedMs, endedMs, failure } of calls) {
      expect(endedMs - startedMs).toBeCloseTo(300)
      expect(failure?.kind).toBe('cancelled')
    }
  })

  it('leaves out of the choice what is out, unless that is everybody', () => {
    const other = { ...server, deployment: makeDeployment({ model: 'other' }) }
    const isOut = ({ id }: { id: string }, nowMs: number) => nowMs >= 30_000 || id === 'm'
    const calls = simulateTraffic({ ...traffic, servers: [server, other], isOut })
    expect(sharesOf(calls, 0, 30_000)).toEqual({ other: 1 })
    expect(sharesOf(calls, 30_000)).toEqual({ m: 1 })
  })

  it('asks what it is told to ask', () => {
    const users = new Set<unknown>()
    const listening = {
      ...first,
      select: ((candidates, { request }) => {
        users.add(request.user)
        return first.select(candidates, makeContext())
      }) satisfies typeof first.select,
    }
    const request = () => ({ model: 'm', messages: [], user: 'somebody' })
    simulateTraffic({ ...traffic, strategy: listening, servers: [server], request })
    expect([...users]).toEqual(['somebody'])
  })

  it('has the failures of its servers', () => {
    const failure = new ProviderError('server', 'x')
    const calls = simulateTraffic({ ...traffic, servers: [{ ...server, answer: () => ({ wholeMs: 5, failure }) }] })
    expect(new Set(calls.map((call) => call.failure))).toEqual(new Set([failure]))
  })
})

describe('sharesOf', () => {
  it('counts what started in the time asked for', () => {
    const call = (model: string, startedMs: number) => ({
      deployment: makeDeployment({ model }),
      startedMs,
      endedMs: startedMs,
      failure: undefined,
    })
    const calls = [call('a', 0), call('a', 5), call('b', 5), call('b', 9)]
    expect(sharesOf(calls)).toEqual({ a: 0.5, b: 0.5 })
    expect(sharesOf(calls, 5)).toEqual({ a: 1 / 3, b: 2 / 3 })
    expect(sharesOf(calls, 0, 5)).toEqual({ a: 1 })
  })
})
