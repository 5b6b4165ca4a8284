import { describe, expect, it } from 'vitest'
import { cachingTurnout, numberingOf } from '../test-support/caching.test.ts'
import { say } from '../test-support/say.test.ts'

const by = (key: string) => ({ authorization: `Bearer ${key}` })

describe('who gets whose answers', () => {
  it('callers with different keys do not share', async () => {
    const { base } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups: { main: {} } })
    const anns = await say(turnout, 'main', 'hi', {}, by('ann'))
    const bens = await say(turnout, 'main', 'hi', {}, by('ben'))
    const nobodys = await say(turnout, 'main', 'hi')
    expect(new Set([anns.id, bens.id, nobodys.id]).size).toBe(3)
    expect(await say(turnout, 'main', 'hi', {}, by('ann'))).toMatchObject({ cache: 'hit', id: anns.id })
    expect(await say(turnout, 'main', 'hi', {}, { 'x-api-key': 'ben' })).toMatchObject({ cache: 'hit', id: bens.id })
    expect(turnout.output()).not.toContain('ann')
  })

  it('with shared: true they do', async () => {
    const { base, asked } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups: { main: {} }, cache: { shared: true } })
    await say(turnout, 'main', 'hi', {}, by('ann'))
    expect(await say(turnout, 'main', 'hi', {}, by('ben'))).toMatchObject({ cache: 'hit', id: 'answer-1' })
    expect(asked).toHaveLength(1)
  })

  it('errors are nobody’s', async () => {
    const { base, failing, asked } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups: { main: {} } })
    failing.add('main')
    for (const stream of [false, true])
      expect(await say(turnout, 'main', 'hi', { stream })).toMatchObject({ status: 502, cache: null })
    failing.clear()
    expect(await say(turnout, 'main', 'hi')).toMatchObject({ status: 200, cache: 'miss', id: 'answer-3' })
    expect(asked).toHaveLength(3)
  })

  it('a fallback’s answer is kept under the group that served it', async () => {
    const { base, failing, count } = await numberingOf()
    const router = { fallbacks: [{ main: ['rescue'] }] }
    const turnout = await cachingTurnout({ base, groups: { main: {}, rescue: {} }, router })
    failing.add('main')
    const rescued = await say(turnout, 'main', 'hi')
    expect(rescued).toMatchObject({ status: 200, group: 'rescue', cache: 'miss' })
    expect(await say(turnout, 'rescue', 'hi')).toMatchObject({ cache: 'hit', id: rescued.id })
    failing.clear()
    const own = await say(turnout, 'main', 'hi')
    expect(own).toMatchObject({ cache: 'miss', group: 'main' })
    expect(own.id).not.toBe(rescued.id)
    expect(await say(turnout, 'main', 'hi')).toMatchObject({ cache: 'hit', group: 'main', id: own.id })
    expect([count('main'), count('rescue')]).toEqual([2, 1])
  })
})
