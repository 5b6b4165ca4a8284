import type { RouterEvent } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { attemptOf, endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { accessLog } from './access-log.ts'

async function lines(...events: readonly RouterEvent[]): Promise<readonly unknown[]> {
  const written: string[] = []
  const clock = new TestClock()
  const sink = { write: (more: string) => void written.push(more), writableLength: 0 }
  const log = accessLog({ sink, clock })
  for (const event of events) log.on(event)
  await clock.advance(100)
  const text = written.join('')
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

const time = '2023-11-14T22:30:00.000Z'
const served = {
  ...{ time, id: 'r', operation: 'chat', model: 'chat', group: 'chat', deployment: 'east', provider: 'scripted' },
  ...{ stream: false, attempts: 1, fallbacks: 0, status: 200, duration_ms: 600, overhead_ms: 2 },
  ...{ tokens_in: 3, tokens_out: 4 },
}

describe('a line', () => {
  it('tells of a request that was served', async () => {
    expect(await lines(endOf())).toEqual([served])
  })

  it('tells of each its own, also where the same deployment served', async () => {
    const events = [
      endOf(),
      endOf({ model: 'nick' }),
      endOf({ stream: true }),
      endOf({ operation: 'embedding' }),
      endOf(),
    ]
    expect(await lines(...events)).toEqual([
      ...[served, { ...served, model: 'nick' }, { ...served, stream: true, ttft_ms: 300 }],
      ...[{ ...served, operation: 'embedding' }, served],
    ])
  })

  it('tells whether the response cache answered, where it was asked', async () => {
    const hit = endOf({ attempts: [], usage: undefined, cache: { status: 'hit' } })
    const cached = {
      ...{ time, id: 'r', operation: 'chat', model: 'chat', group: 'chat', stream: false, attempts: 0, fallbacks: 0 },
      ...{ status: 200, cache: 'hit', duration_ms: 600, overhead_ms: 2 },
    }
    const elsewhere = { model: 'nick', group: 'other', asked: 'other', stream: true }
    expect(await lines(endOf({ cache: { status: 'miss' } }), hit, { ...hit, ...elsewhere }, hit, endOf())).toEqual([
      ...[{ ...served, cache: 'miss' }, cached],
      ...[{ ...cached, model: 'nick', group: 'other', stream: true }, cached, served],
    ])
  })

  it('does not take a group’s hit for what a deployment of that name served', async () => {
    const hit = endOf({ attempts: [], cache: { status: 'hit' } })
    const [first, cached, last] = await lines(
      endOf({ attempts: [attemptOf('chat')] }),
      hit,
      endOf({ attempts: [attemptOf('chat')] }),
    )
    expect([first, last]).toMatchObject([{ deployment: 'chat' }, { deployment: 'chat' }])
    expect(cached).not.toHaveProperty('deployment')
  })

  it('names the provider that a deployment has now', async () => {
    const moved = endOf({ attempts: [attemptOf('east', undefined, { provider: 'other' })] })
    expect(await lines(endOf(), moved)).toEqual([served, { ...served, provider: 'other' }])
  })

  it('names who served, though one that was slower was cancelled after it', async () => {
    const attempts = [attemptOf('west'), attemptOf('east', 'cancelled')]
    expect(await lines(endOf({ attempts }))).toMatchObject([{ status: 200, deployment: 'west', attempts: 2 }])
  })

  it('tells of a request that failed, by the last who was asked', async () => {
    const attempts = [attemptOf('east', 'timeout'), attemptOf('west', 'server')]
    const event = endOf({
      attempts,
      fallbacks: 1,
      failure: failureOf('server'),
      overheadMs: undefined,
      usage: undefined,
    })
    const [line] = await lines(event)
    expect(line).toEqual({
      ...{ time, id: 'r', operation: 'chat', model: 'chat', group: 'chat', deployment: 'west', provider: 'scripted' },
      ...{ stream: false, attempts: 2, fallbacks: 1, status: 502, failure: 'server', code: 'upstream_error' },
      duration_ms: 600,
    })
  })

  it('tells that the caller left, and which tokens are reckoned', async () => {
    const event = endOf({ failure: failureOf('cancelled'), usageEstimated: true })
    expect(await lines(event)).toMatchObject([{ status: 499, failure: 'cancelled', tokens_estimated: true }])
  })

  it('tells of a request that nobody was asked for', async () => {
    const [line] = await lines(endOf({ attempts: [], failure: failureOf('none-available') }))
    expect(line).toMatchObject({ status: 429, attempts: 0 })
    expect(line).not.toHaveProperty('deployment')
  })

  it('tells of a request that was not taken', async () => {
    expect(await lines(refusedOf(undefined, 'caller-authentication'), refusedOf('x', 'model-not-found'))).toEqual([
      { time, id: 'r', operation: 'chat', status: 401, failure: 'caller-authentication', code: 'invalid_api_key' },
      {
        time,
        id: 'r',
        operation: 'chat',
        model: 'x',
        status: 404,
        failure: 'model-not-found',
        code: 'model_not_found',
      },
    ])
  })

  it('is one line of JSON, whatever a name or id holds, and no longer than needed', async () => {
    const odd = 'a "b" \\ \n \u2028 é \ud800'
    const [line] = await lines(endOf({ requestId: odd, model: odd }), refusedOf('m'.repeat(1e6), 'model-not-found'))
    expect(line).toMatchObject({ id: odd, model: odd })
    const [, long] = await lines(endOf(), refusedOf('m'.repeat(1e6), 'model-not-found'))
    expect(JSON.stringify(long).length).toBeLessThan(500)
  })

  it('holds no message', async () => {
    expect(JSON.stringify(await lines(endOf({ failure: failureOf('server') })))).not.toContain('private')
  })
})
