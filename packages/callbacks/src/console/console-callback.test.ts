import type { AttemptRecord, RequestEnd, RouterEvent } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { consoleCallback } from './console-callback.ts'

const attempt = (deploymentId: string, failure?: AttemptRecord['failure']): AttemptRecord => ({
  ...{ attemptId: 'a', group: 'gpt-4', deploymentId, provider: 'openai', startedMs: 0, endedMs: 1 },
  ...(failure ? { failure } : {}),
})
const ended: RequestEnd = {
  ...{ type: 'request-end', requestId: 'r-1', atMs: 0, operation: 'chat', model: 'gpt-4', group: 'gpt-4' },
  ...{ asked: 'gpt-4', stream: false, durationMs: 12.6, overheadMs: 0.2, attempts: [attempt('east')], fallbacks: 0 },
  ...{ tags: [], wallMs: 0 },
}
const linesOf = (...events: readonly RouterEvent[]) => {
  const lines: string[] = []
  const callback = consoleCallback({ write: (line) => void lines.push(line) })
  for (const event of events) callback.on(event)
  return lines
}

describe('consoleCallback', () => {
  it('writes one line a request: what was asked, who served, how long', () => {
    expect(linesOf(ended)).toEqual(['r-1 chat gpt-4 ok 13 ms [east]\n'])
  })

  it('tells the tokens where they are known', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 4, total_tokens: 5 }
    expect(linesOf({ ...ended, usage })).toEqual(['r-1 chat gpt-4 ok 13 ms 5 tokens [east]\n'])
  })

  it.each([
    [0.00123, '$0.0012'],
    [0.000004567, '$0.0000046'],
    [12.345, '$12.35'],
    [0.5, '$0.50'],
    [0, '$0'],
  ])('tells the cost where it is known: %d', (costUsd, cost) => {
    expect(linesOf({ ...ended, costUsd })).toEqual([`r-1 chat gpt-4 ok 13 ms ${cost} [east]\n`])
  })

  it('says where the tokens are reckoned', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 4, total_tokens: 5 }
    expect(linesOf({ ...ended, usage, usageEstimated: true })).toEqual([
      'r-1 chat gpt-4 ok 13 ms about 5 tokens [east]\n',
    ])
  })

  it('tells of a deployment that is left alone', () => {
    const cooled = { type: 'cooldown-start', requestId: 'r-1', atMs: 0, deploymentId: 'east', group: 'gpt-4' } as const
    expect(linesOf({ ...cooled, kind: 'timeout', durationMs: 5_000 })).toEqual([
      'r-1 east of gpt-4 cools down for 5 s: timeout\n',
    ])
  })

  it('tells the group where another one served', () => {
    expect(linesOf({ ...ended, group: 'claude-2' })).toEqual(['r-1 chat gpt-4 → claude-2 ok 13 ms [east]\n'])
  })

  it('tells what the response cache did, where it was asked', () => {
    expect(linesOf({ ...ended, attempts: [], cache: { status: 'hit' } })).toEqual([
      'r-1 chat gpt-4 ok 13 ms [cache hit]\n',
    ])
    expect(linesOf({ ...ended, cache: { status: 'miss' } })).toEqual(['r-1 chat gpt-4 ok 13 ms [cache miss, east]\n'])
  })

  it('tells what went wrong on the way', () => {
    const failure = { kind: 'rate-limit', className: 'RateLimitError', message: 'm' } as const
    const attempts = [attempt('east', failure), attempt('west')]
    expect(linesOf({ ...ended, attempts })).toEqual(['r-1 chat gpt-4 ok 13 ms [east rate-limit, west]\n'])
  })

  it('tells how it failed, without a word of the message', () => {
    const failure = { kind: 'none-available', status: 429, code: 'c', message: 'private' } as const
    const [line] = linesOf({ ...ended, attempts: [], failure })
    expect(line).toBe('r-1 chat gpt-4 failed: none-available 13 ms []\n')
  })

  it('is silent about everything before the end', () => {
    const base = { requestId: 'r-1', atMs: 0 }
    const events: readonly RouterEvent[] = [
      { ...base, type: 'request-start', operation: 'chat', model: 'm', group: 'm', stream: false },
      { ...base, type: 'attempt-start', attemptId: 'a', group: 'm', deploymentId: 'd', rejected: [] },
      { ...base, type: 'attempt-end', attempt: attempt('d') },
      { ...base, type: 'fallback', from: 'm', to: 'n', kind: 'server' },
    ]
    expect(linesOf(...events)).toEqual([])
  })

  describe('unless told otherwise', () => {
    const line = 'r-1 chat gpt-4 ok 13 ms [east]\n'
    const { isTTY } = process.stderr
    const written: string[] = []
    const write = vi.spyOn(process.stderr, 'write')

    beforeEach(() => {
      written.length = 0
      write.mockImplementation((text, ...rest: readonly unknown[]) => {
        written.push(typeof text === 'string' ? text : new TextDecoder().decode(text))
        for (const done of rest) if (typeof done === 'function') done()
        return true
      })
    })
    afterEach(() => {
      process.stderr.isTTY = isTTY
      write.mockReset()
    })
    afterAll(() => write.mockRestore())

    it('writes to standard error, many lines at once', async () => {
      process.stderr.isTTY = false
      const clock = new TestClock()
      const callback = consoleCallback({ clock })
      callback.on(ended)
      callback.on(ended)
      await clock.advance(99)
      expect(written).toEqual([])
      await clock.advance(1)
      expect(written).toEqual([line.repeat(2)])
      callback.on(ended)
      await callback.close?.()
      expect([written[1], callback.losses?.()]).toEqual([line, { dropped: 0, failed: 0 }])
    })

    it('writes to a terminal at once', () => {
      process.stderr.isTTY = true
      consoleCallback().on(ended)
      expect(written).toEqual([line])
    })
  })
})
