import { expect, test } from 'vitest'
import type { Measurement } from '../parts/measure.ts'
import { summarize } from './summary.ts'

const measured = (target: string, cpuMicros: number): Measurement => ({
  scenario: 'chat',
  target,
  requests: 10,
  cpuMicros,
  elapsedMs: 1,
  cores: { target: 1, upstream: 0, generator: 0 },
})

const rounds = [
  [measured('floor', 300), measured('turnout', 400)],
  [measured('turnout', 4_000), measured('floor', 3_000)],
  [measured('floor', 310), measured('turnout', 620)],
]

test('shares are taken pair by pair, so that a slow round of both says nothing', () => {
  expect(summarize({ rounds, failures: {} }, 'chat', 'floor', 'turnout')).toEqual({
    scenario: 'chat',
    target: 'turnout',
    micros: 62,
    share: 75,
    leastShare: 50,
    mostShare: 75,
    timesTurnout: 1,
    requests: 30,
  })
})

test('and so is how often a request of Turnout goes into one of another', () => {
  expect(summarize({ rounds, failures: {} }, 'chat', 'floor', 'floor')).toMatchObject({ timesTurnout: 0.75 })
  const alone = [[measured('floor', 1)]]
  expect(summarize({ rounds: alone, failures: {} }, 'chat', 'floor', 'floor')).not.toHaveProperty('timesTurnout')
})

test('the base keeps all of itself', () => {
  expect(summarize({ rounds, failures: {} }, 'chat', 'floor', 'floor')).toMatchObject({ micros: 31, share: 100 })
})

test('a peer that failed has its failure for figures', () => {
  const failures = { portkey: 'not a 200' }
  expect(summarize({ rounds, failures }, 'chat', 'floor', 'portkey')).toEqual({
    scenario: 'chat',
    target: 'portkey',
    failure: 'not a 200',
  })
})

test('a round that lacks a target is an error', () => {
  const failing = () => summarize({ rounds: [[measured('floor', 1)]], failures: {} }, 'chat', 'floor', 'turnout')
  expect(failing).toThrow('without turnout')
})
