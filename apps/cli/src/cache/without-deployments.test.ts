import { describe, expect, it } from 'vitest'
import { cachingTurnout, numberingOf } from '../test-support/caching.test.ts'
import { say } from '../test-support/say.test.ts'

const groups = { main: {} }

describe('a kept answer needs no deployment', () => {
  it('it is given while all of them cool', async () => {
    const { base, failing } = await numberingOf()
    const router = { disable_cooldowns: false, allowed_fails: 0, cooldown_time: 600 }
    const turnout = await cachingTurnout({ base, groups, router })
    const { id } = await say(turnout, 'main', 'kept')
    failing.add('main')
    for (let i = 0; i < 3; i++) await say(turnout, 'main', `new ${i}`)
    expect(await say(turnout, 'main', 'another')).toMatchObject({ status: 429 })
    expect(await say(turnout, 'main', 'kept')).toMatchObject({ status: 200, cache: 'hit', id })
    expect(await say(turnout, 'main', 'kept', { stream: true })).toMatchObject({ status: 200, cache: 'hit', id })
  })

  it('it uses no rpm', async () => {
    const { base, asked } = await numberingOf()
    const router = { routing_strategy: 'usage-based-routing-v2' }
    const turnout = await cachingTurnout({ base, groups: { main: { rpm: 1 } }, router })
    const { id, status } = await say(turnout, 'main', 'kept')
    expect(status).toBe(200)
    expect(await say(turnout, 'main', 'kept')).toMatchObject({ status: 200, cache: 'hit', id })
    expect(await say(turnout, 'main', 'another')).toMatchObject({ status: 429 })
    expect(await say(turnout, 'main', 'kept')).toMatchObject({ status: 200, cache: 'hit', id })
    expect(asked).toHaveLength(1)
  })
})
