import { expect, test } from 'vitest'
import type { Measurement } from './measure.ts'
import { summarize } from './summary.ts'

const measured = (target: string, cpuMicros: number): Measurement => ({
  scenario: 'chat',
  target,
  requests: 10,
  cpuMicros,
  elapsedMs: 1,
  cores: { target: 1, upstream: 0, generator: 0 },
})

test('shares are taken pair by pair, so that a slow round of both says nothing', () => {
  const rounds = [
    [measured('floor', 300), measured('turnout', 400)],
    [measured('turnout', 4_000), measured('floor', 3_000)],
    [measured('floor', 310), measured('turnout', 620)],
  ]
  expect(summarize(rounds, 'floor', 'turnout')).toEqual({
    floorMicros: 31,
    challengerMicros: 62,
    share: 75,
    leastShare: 50,
    mostShare: 75,
    requests: 60,
  })
})

test('a round that lacks a target is an error', () => {
  expect(() => summarize([[measured('floor', 1)]], 'floor', 'turnout')).toThrow('without turnout')
})
