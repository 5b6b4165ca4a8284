import { expect, test } from 'vitest'
import { goalsOf } from './goals.ts'
import { sampleFigures } from './sample-figures.ts'

const goals = goalsOf(sampleFigures)
const goal = (words: string) => goals.find(({ what }) => what.includes(words))

test('what is not reached stands first, what was not measured next, with the reason', () => {
  const reached = goals.map((each) => each.reached)
  expect(reached[0]).toBeCloseTo(80 / 85)
  const unknown = reached.indexOf(undefined)
  expect(reached.slice(0, unknown).every((ratio) => ratio !== undefined && ratio < 1)).toBe(true)
  expect(reached.slice(reached.lastIndexOf(undefined) + 1).every((ratio) => ratio !== undefined && ratio >= 1)).toBe(
    true,
  )
  expect(goal('of Bifrost')?.measured).toBe('could not be installed: no')
  expect(goal('two workers')?.measured).toBe('no such option')
  expect(goal('cold start')?.measured).toBe('not measured yet')
})

test('ratios, differences and limits are what they say', () => {
  expect(goal('of Portkey')).toMatchObject({ must: '≥ 12 ×', measured: '20 ×' })
  expect(goal('added latency')).toMatchObject({ must: '≤ 0.40 ms', measured: '0.30 ms' })
  expect(goal('p99')).toMatchObject({ measured: '1.4 ×' })
  expect(goal('open streams')).toMatchObject({ must: '≤ 60 MB', measured: '38 MB' })
})

test('what two floors carry stands beside what two workers must', () => {
  const { cpu } = sampleFigures
  const [floor] = cpu?.rows ?? []
  if (cpu === undefined || floor === undefined || 'failure' in floor) throw new Error('no CPU figures')
  const goals = goalsOf({ cpu: { ...cpu, rows: [{ ...floor, target: 'two-floors', share: 85 }] } })
  expect(goals.find(({ what }) => what.includes('two workers'))?.what).toContain('two floors 1.70 ×')
})

test('less than nothing is reached', () => {
  const rows = [
    { target: 'floor', idle: 1, streaming: 200e6 },
    { target: 'turnout', idle: 1, streaming: 100e6 },
  ]
  if (sampleFigures.memory === undefined) throw new Error('no memory figures')
  const better = goalsOf({ memory: { ...sampleFigures.memory, rows } })
  expect(better.find(({ what }) => what.includes('open streams'))?.reached).toBeGreaterThan(1)
})
