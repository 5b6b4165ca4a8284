import { type DecisionRecord, decisionBody } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { type Paint, plain } from '../check/paint.ts'
import { drawDecision } from './draw-decision.ts'
import { toldDecision } from './told.ts'

const candidate = (deploymentId: string, rest: object = {}) => ({
  ...{ deploymentId, provider: 'azure', model: `gpt-4-${deploymentId}`, view: {} },
  ...rest,
})
const attempt = {
  attemptId: '1',
  group: 'main',
  deploymentId: 'eu',
  provider: 'azure',
  startedMs: 1_000,
  endedMs: 1_312,
}
const usage = { prompt_tokens: 812, completion_tokens: 120, total_tokens: 932 }
const choice = { type: 'choice', atMs: 1_000, group: 'main', strategy: 'least-busy', unlisted: 0 } as const

const record: DecisionRecord = {
  ...{ requestId: 'r-1', operation: 'chat', model: 'smart', asked: 'main', group: 'main', stream: true, tags: ['a'] },
  ...{ atMs: 2_000, wallMs: 1_700_000_001_000, durationMs: 1_000, overheadMs: 1, fallbacks: 0 },
  attempts: [{ ...attempt, firstContentMs: 1_100, usage, costUsd: 0.0021 }],
  ...{ usage, costUsd: 0.0021 },
  steps: [
    {
      ...{ ...choice, chosenId: 'eu', attemptId: '1' },
      candidates: [
        candidate('us', { view: { inFlight: 12 } }),
        candidate('asia', { rejection: { filter: 'region', reason: 'runs in asia' }, view: { inFlight: 0 } }),
        candidate('eu', { view: { inFlight: 3 } }),
        candidate('old', { standsBack: 'order', view: { inFlight: 0 } }),
      ],
    },
  ],
}

const drawn = (given: Partial<DecisionRecord> = {}, paint: Paint = plain, width = 100): readonly string[] =>
  drawDecision(toldDecision.parse(decisionBody({ ...record, ...given })), width, paint).split('\n')

const failure = { kind: 'server', className: 'InternalServerError', message: 'broken\nin two' } as const
const failed = { kind: 'server', status: 502, code: 'upstream_error', message: 'broken' } as const

describe('drawDecision', () => {
  it('says what became of a request, and under it why', () => {
    expect(drawn()).toEqual([
      'served by azure/gpt-4-eu, 1 s, $0.0021',
      'chat for smart → main · streamed · tags a · 812 tokens in, 120 out · r-1 · 2023-11-14 22:13:20 UTC',
      '',
      '    0 ms  main, by least-busy',
      '                                      in flight',
      '            ✓ azure/gpt-4-eu    eu     3',
      '            · azure/gpt-4-us    us    12',
      '            ‹ azure/gpt-4-old   old    0  of a higher order',
      '            ✗ azure/gpt-4-asia  asia  region: runs in asia',
      '  312 ms  azure/gpt-4-eu answered in 312 ms, first token after 100 ms, 812 tokens in, 120 out,',
      '            $0.0021',
      '',
    ])
  })

  it('tells failures, waits, cooldowns and fallbacks with their times', () => {
    const spare = { ...attempt, attemptId: '2', group: 'spare', startedMs: 1_520, endedMs: 2_000 }
    const lines = drawn({
      ...{ group: 'spare', fallbacks: 1, stream: false, tags: [], model: 'main', usage: undefined, costUsd: undefined },
      attempts: [
        { ...attempt, failure },
        { ...spare, deploymentId: 'x', provider: 'openai' },
      ],
      steps: [
        { ...choice, chosenId: 'eu', attemptId: '1', candidates: [candidate('eu')] },
        { type: 'cooldown', atMs: 1_312, deploymentId: 'eu', kind: 'server', durationMs: 30_000 },
        { type: 'wait', atMs: 1_320, waitMs: 200 },
        { type: 'fallback', atMs: 1_520, from: 'main', to: 'spare', kind: 'server' },
        {
          ...{ ...choice, atMs: 1_520, group: 'spare', chosenId: 'x', attemptId: '2' },
          candidates: [{ deploymentId: 'x', provider: 'openai', model: 'x', view: {} }],
        },
      ],
    })
    expect(lines).toEqual([
      'served by openai/x after 1 failure and 1 fallback, 1 s',
      'chat for main · r-1 · 2023-11-14 22:13:20 UTC',
      '',
      '    0 ms  main, by least-busy',
      '            ✓ azure/gpt-4-eu  eu',
      '  312 ms  azure/gpt-4-eu failed after 312 ms: server, “broken in two”',
      '          azure/gpt-4-eu cools down for 30 s, because of server',
      '  320 ms  waits 200 ms',
      '  520 ms  falls back from main to spare, because of server',
      '          spare, by least-busy',
      '            ✓ openai/x',
      '     1 s  openai/x answered in 480 ms',
      '',
    ])
  })

  it.each<readonly [string, Partial<DecisionRecord>]>([
    [
      'answered from the response cache, 3 ms, $0.002 saved',
      { attempts: [], steps: [], durationMs: 3, cache: { status: 'hit', savedUsd: 0.002 } },
    ],
    [
      'failed with 502 (server) after 1 failure, 1 s, $0.0021: “broken”',
      { attempts: [{ ...attempt, failure }], failure: failed },
    ],
    ['failed with 502 (server) before anybody was asked, 1 s, $0.0021: “broken”', { attempts: [], failure: failed }],
    ['left by its caller, 1 s, $0.0021', { failure: { ...failed, kind: 'cancelled', status: 499 } }],
    [
      'served by azure/gpt-4-eu, asked because the first was slow, 1 s, $0.0021',
      { attempts: [{ ...attempt, hedge: true }] },
    ],
  ])('begins with: %s', (headline, given) => {
    expect(drawn(given)[0]).toBe(headline)
  })

  it('tells of nobody who can be asked why, and from when on', () => {
    const why = { ...failed, kind: 'none-available', retryAfterMs: 21_000 } as const
    const rejection = { filter: 'cooling', reason: 'cooling down for 21 s' }
    const nobody = { ...choice, failure: why, candidates: [candidate('eu', { rejection })] }
    expect(drawn({ attempts: [], failure: failed, steps: [nobody] }).slice(3)).toEqual([
      '    0 ms  main, by least-busy',
      '            ✗ azure/gpt-4-eu  eu  cooling down for 21 s',
      '          nobody can be asked, the first is back in 21 s',
      '',
    ])
    const empty = drawn({ attempts: [], failure: failed, steps: [{ ...nobody, candidates: [] }] })
    expect(empty).toContain('          nobody can be asked, the first is back in 21 s: “broken”')
  })

  it('says that a second attempt ran beside the first, and that a stream broke off', () => {
    const lines = drawn({
      attempts: [{ ...attempt, hedge: true, firstContentMs: 1_010, failure, droppedParams: ['seed', 'n'] }],
      failure: failed,
    })
    expect(lines[3]).toBe('    0 ms  main, one more beside the first, which is slow')
    expect(lines.at(-3)).toBe(
      '  312 ms  azure/gpt-4-eu broke off after 312 ms, first token after 10 ms, without seed and n:',
    )
  })

  it('leaves out what there is no room for, from the right', () => {
    const view = { queueWaitMs: 1_500, region: 'europe', shard: 'number-twelve' }
    const steps = [{ ...choice, chosenId: 'eu', attemptId: '1', candidates: [candidate('eu', { view })] }]
    expect(drawn({ steps }, plain, 60).slice(5, 7)).toEqual([
      '                                  queue wait  region',
      '            ✓ azure/gpt-4-eu  eu  1.5 s       europe',
    ])
  })

  it('is readable without steps', () => {
    expect(drawn({ steps: undefined }).slice(3)).toEqual([
      '  312 ms  azure (eu) answered in 312 ms, first token after 100 ms, 812 tokens in, 120 out, $0.0021',
      '',
    ])
  })

  it('colours for those who want it: the good green, the bad red, what is put aside dim', () => {
    const marked: Paint = (style, text) => `<${style}>${text}</>`
    const lines = drawn({}, marked)
    expect(lines[0]).toBe('<bold><green>served by azure/gpt-4-eu, 1 s, $0.0021</></>')
    expect(lines.find((line) => line.includes('✓'))).toContain('<green>')
    expect(lines.find((line) => line.includes('✗'))).toContain('<dim>')
    expect(drawn({ failure: failed }, marked)[0]).toContain('<red>')
  })
})
