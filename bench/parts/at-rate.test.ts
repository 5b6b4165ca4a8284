import { expect, test } from 'vitest'
import type { OpenResult } from '../load/open-loop.ts'
import { askAtRate, failureOf } from './at-rate.ts'
import type { RunningTarget, Scene } from './stage.ts'

const rate = { model: 'bench', stream: false, requestBytes: 1, perSecond: 1, durationMs: 1, seed: 1 } as const
const all = (ms: number) => ({ p50: ms, p99: ms, p999: ms, max: ms })
const result = (lateMs: number, wholeMs = 1, unanswered = 0): OpenResult => ({
  ...{ requests: 10, unanswered, whole: all(wholeMs), late: all(lateMs) },
})

/** A scene whose generator gives these results, one a time, and says how many it was asked for. */
const sceneOf = (...results: OpenResult[]) => {
  const asked = { times: 0 }
  const ask = async () => results[asked.times++]
  return { asked, scene: { generator: { ask } } as unknown as Scene }
}
const running = { port: 1, client: {} } as RunningTarget

test('an undisturbed round counts at once', async () => {
  const { asked, scene } = sceneOf(result(0.1))
  expect((await askAtRate(scene, running, rate)).late.p99).toBe(0.1)
  expect(asked.times).toBe(1)
})

test('of disturbed rounds the least disturbed counts, after two', async () => {
  const { asked, scene } = sceneOf(result(30, 5), result(4, 6), result(0))
  expect((await askAtRate(scene, running, rate)).whole.p50).toBe(6)
  expect(asked.times).toBe(2)
})

test('who leaves requests unanswered, or is hopelessly slow, does not keep up', () => {
  expect(failureOf(result(0, 10), rate)).toBeUndefined()
  expect(failureOf(result(0, 10, 1), rate)).toBe('does not keep up')
  expect(failureOf(result(0, 600), rate)).toBe('does not keep up')
  expect(failureOf(result(0, 600), { ...rate, stream: true })).toBeUndefined()
  expect(failureOf({ ...result(0), firstError: 'x' }, rate)).toBe('x')
})
