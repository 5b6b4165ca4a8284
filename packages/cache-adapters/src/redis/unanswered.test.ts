import { TestClock } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { Unanswered } from './unanswered.ts'

const mebibyte = 1024 * 1024

const asking = () => {
  const clock = new TestClock()
  const unanswered = new Unanswered(clock, 50)
  let sent = 0
  /** Asks something that is answered when told to. */
  const ask = (bytes?: number) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const before = sent
    const answer = unanswered.ask(() => {
      sent++
      return promise
    }, bytes)
    answer.catch(() => {})
    return { answer, resolve, reject, wasSent: sent > before }
  }
  return { clock, unanswered, ask }
}

describe('Unanswered', () => {
  it('passes answers and failures on', async () => {
    const { ask } = asking()
    const [good, bad] = [ask(), ask()]
    good.resolve('here')
    bad.reject(new Error('READONLY'))
    expect(await good.answer).toBe('here')
    await expect(bad.answer).rejects.toThrow('READONLY')
    expect(ask().wasSent).toBe(true)
  })

  it('asks nothing behind what is late, until that is answered after all', async () => {
    const { clock, ask } = asking()
    const late = ask()
    await clock.advance(50)
    await expect(late.answer).rejects.toThrow('timed out')
    const behind = ask()
    expect(behind.wasSent).toBe(false)
    await expect(behind.answer).rejects.toThrow('timed out')
    late.resolve('too late')
    await late.answer.catch(() => {})
    expect(ask().wasSent).toBe(true)
  })

  it('asks once a second behind what is late', async () => {
    const { clock, ask } = asking()
    ask()
    await clock.advance(999)
    expect(ask().wasSent).toBe(false)
    await clock.advance(1)
    expect([ask().wasSent, ask().wasSent]).toEqual([true, false])
    await clock.advance(999)
    expect(ask().wasSent).toBe(false)
    await clock.advance(1)
    expect(ask().wasSent).toBe(true)
  })

  it('lets no more than 16 MiB wait, in time or not; what is alone may be larger', async () => {
    const { ask } = asking()
    const all = [ask(20 * mebibyte), ask(1)]
    expect(all.map(({ wasSent }) => wasSent)).toEqual([true, false])
    await expect(all[1]?.answer).rejects.toThrow('too much is waiting')
    expect(ask().wasSent).toBe(true)
    all[0]?.resolve('written')
    await all[0]?.answer
    expect([ask(15 * mebibyte), ask(mebibyte), ask(1)].map(({ wasSent }) => wasSent)).toEqual([true, true, false])
  })

  it('ends all waits when closed, and asks nothing', async () => {
    const { unanswered, ask } = asking()
    const { answer } = ask()
    unanswered.close()
    await expect(answer).rejects.toThrow('timed out')
    const after = ask()
    expect(after.wasSent).toBe(false)
    await expect(after.answer).rejects.toThrow('closed')
  })
})
