import type { Figures } from '../figures/figures.ts'
import type { RunFacts } from '../figures/run-facts.ts'
import type { Measured } from '../figures/summary.ts'

const facts: RunFacts = {
  ...{
    date: '2026-01-02T03:04:05.000Z',
    commit: 'abc',
    node: 'v24',
    platform: 'linux x64',
    cpu: 'x',
    cores: 2,
    load: 1,
  },
}
const cpu = (scenario: string, target: string, micros: number, share: number): Measured => ({
  ...{
    scenario,
    target,
    micros,
    share,
    leastShare: share - 2,
    mostShare: share + 2,
    timesTurnout: micros / 50,
    requests: 100,
  },
})
const times = (p50: number, p99: number) => ({ p50, p99, p999: 2 * p99, max: 3 * p99, lateP99: 0.05 })

/** Figures for tests: one goal is missed, one was not measured, a peer fails, another is absent. */
export const sampleFigures: Figures = {
  cpu: {
    ...{ facts, how: '9 rounds', absent: { bifrost: 'could not be installed: no', 'two-workers': 'no such option' } },
    rows: [
      cpu('chat', 'floor', 40, 100),
      cpu('chat', 'turnout', 50, 80),
      cpu('chat', 'portkey', 1_000, 4),
      cpu('burst', 'floor', 100, 100),
      cpu('burst', 'turnout', 110, 91),
      { scenario: 'burst', target: 'portkey', failure: 'Error: not a 200: HTTP/1.1 500 x' },
    ],
  },
  latency: {
    ...{ facts, how: '5 rounds', absent: {} },
    rows: [
      { target: 'direct', perSecond: 500, stream: false, ...times(0.1, 0.5) },
      { target: 'floor', perSecond: 500, stream: false, ...times(0.3, 1) },
      { target: 'turnout', perSecond: 500, stream: false, ...times(0.4, 1.4) },
      { target: 'portkey', perSecond: 2_000, stream: false, failure: 'does not keep up' },
    ],
  },
  memory: {
    ...{ facts, how: '3', absent: {} },
    rows: [
      { target: 'floor', idle: 50e6, loaded: 90e6, streaming: 100e6 },
      { target: 'turnout', idle: 80e6, loaded: 120e6, streaming: 140e6 },
    ],
  },
  growth: {
    ...{ facts, how: '7', absent: {} },
    rows: [
      { of: 'deployments', target: 'turnout', count: 3, micros: 50 },
      { of: 'deployments', target: 'turnout', count: 100, micros: 51 },
    ],
  },
  callbacks: {
    ...{ facts, how: '9 rounds', absent: {} },
    rows: [
      cpu('chat', 'told-nobody', 40, 100),
      cpu('chat', 'metrics-alone', 41, 98),
      cpu('chat', 'all-callbacks', 44, 90),
    ],
  },
}
