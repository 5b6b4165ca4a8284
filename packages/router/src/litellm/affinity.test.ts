import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Settings, setUp } from '../test-support/scripted-groups.test.ts'

// 75 (previous_response_id) is left out: there is no Responses API yet.

const four = { main: ['a', 'b', 'c', 'd'] }
const byPrefix: Settings = { routingStrategy: 'sticky', routingStrategyArgs: { by: 'prefix' }, numRetries: 0 }

const system = (n: number) => ({ role: 'system', content: `You know book ${n}. ${'It is long. '.repeat(200)}` })
const user = (content: string) => ({ role: 'user', content })
const assistant = { role: 'assistant', content: 'Yes.' }

/** A conversation that begins alike, and goes on otherwise. */
const talk = (n: number, turn: number) => ({
  messages: [system(n), user(`Is book ${n} good?`), assistant, user(`And chapter ${turn}?`)],
})

describe('74: the same beginning, another later text', () => {
  it('goes to the same deployment; other beginnings spread over all', async () => {
    const { ask } = setUp(four, {}, byPrefix)
    const homes: unknown[] = []
    for (let n = 0; n < 40; n++) {
      const { model } = await ask(talk(n, 0))
      homes.push(model)
      for (let turn = 1; turn < 5; turn++) expect(await ask(talk(n, turn))).toMatchObject({ model })
    }
    expect(new Set(homes)).toEqual(new Set(['a', 'b', 'c', 'd']))
  })

  it('spreads long prompts that differ in one word', async () => {
    const { ask, models } = setUp(four, {}, byPrefix)
    for (let n = 0; n < 40; n++) await ask({ messages: [system(n), user('Is it good?')] })
    expect(new Set(models())).toEqual(new Set(['a', 'b', 'c', 'd']))
  })

  it('also for another router, and as blocks with cache_control', async () => {
    const [one, other] = [setUp(four, {}, byPrefix), setUp(four, {}, { ...byPrefix, retryAfter: 1 })]
    const blocks = ({ messages: [first, ...rest] }: ReturnType<typeof talk>) => ({
      messages: [
        { role: 'system', content: [{ type: 'text', text: first?.content, cache_control: { type: 'ephemeral' } }] },
        ...rest,
      ],
    })
    for (let n = 0; n < 20; n++) {
      const { model } = await one.ask(talk(n, 0))
      expect(await other.ask(talk(n, 1))).toMatchObject({ model })
      const { model: home } = await one.ask(blocks(talk(n, 0)))
      expect(await one.ask(blocks(talk(n, 7)))).toMatchObject({ model: home })
    }
  })

  it('goes elsewhere while its deployment cools down, and comes back', async () => {
    const probe = setUp(four, {}, byPrefix)
    const { model: home } = await probe.ask(talk(1, 0))
    const script = { [String(home)]: [fails('rate-limit'), says('ok')] }
    const { ask, failure, clock } = setUp(four, script, { ...byPrefix, cooldownTime: 10 })
    await failure(talk(1, 0))
    const { model: away } = await ask(talk(1, 1))
    expect(away).not.toBe(home)
    expect(await ask(talk(1, 2))).toMatchObject({ model: away })
    await clock.advance(10_000)
    await ask(talk(1, 3))
    await clock.advance(60_000)
    expect(await ask(talk(1, 4))).toMatchObject({ model: home })
  })

  it('goes elsewhere where its deployment is full', async () => {
    const { ask } = setUp(
      { main: ['a', 'b'].map((model) => ({ model, rpm: 2 })) },
      {},
      {
        ...byPrefix,
        enablePreCallChecks: true,
      },
    )
    const served: unknown[] = []
    for (let turn = 0; turn < 4; turn++) served.push((await ask(talk(1, turn))).model)
    expect(served[0]).toBe(served[1])
    expect(served[2]).toBe(served[3])
    expect(served[2]).not.toBe(served[0])
  })
})

describe('2.14: a session', () => {
  it('stays where it is, whatever it says', async () => {
    const { ask } = setUp(four, {}, { routingStrategy: 'sticky' })
    const homes: unknown[] = []
    for (let session = 0; session < 40; session++) {
      const metadata = { session_id: `s${session}` }
      const { model } = await ask({ metadata })
      homes.push(model)
      for (let i = 0; i < 4; i++)
        expect(await ask({ metadata, messages: [user(`text ${i}`)] })).toMatchObject({ model })
    }
    expect(new Set(homes)).toEqual(new Set(['a', 'b', 'c', 'd']))
  })
})
