import { defineStrategy, type RoutingStrategy } from '@turnout/core'
import { fails, late, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { entries, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

const names = [
  ...['simple-shuffle', 'least-busy', 'usage-based-routing', 'usage-based-routing-v2', 'latency-based-routing'],
  ...['cost-based-routing', 'peak-ewma', 'sticky'],
]

const thrown = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return String(error)
  }
  return 'nothing'
}

describe('69: a strategy that nobody knows', () => {
  it('does not construct, and the valid ones are named', () => {
    const message = thrown(() => setUp({ main: ['a'] }, {}, { routingStrategy: 'not-a-strategy' }))
    for (const name of ['not-a-strategy', ...names]) expect(message).toContain(name)
  })

  it('nor from a file', async () => {
    const file = { model_list: entries('main', ['a']), router_settings: { routing_strategy: 'leest-busy' } }
    const message = await setUpFile(file).then(() => 'nothing', String)
    for (const name of ['leest-busy', ...names]) expect(message).toContain(name)
  })

  it('nor for a group of its own', () => {
    const message = thrown(() => setUp({ main: ['a'] }, {}, { modelGroupStrategy: { main: 'not-a-strategy' } }))
    for (const name of ['not-a-strategy', ...names]) expect(message).toContain(name)
  })

  it.each(names)('%s constructs, and serves', async (routingStrategy) => {
    const { ask } = setUp({ main: ['a', 'b'] }, {}, { routingStrategy })
    expect((await ask()).text).toMatch(/^hello from [ab]$/)
  })
})

describe('70: a strategy of one’s own', () => {
  /** The last in the list. */
  const last: RoutingStrategy = defineStrategy({
    name: 'last',
    needs: {},
    select: (candidates) => (candidates.at(-1) ?? candidates[0]).deployment,
  })
  const groups = { main: [{ model: 'a', weight: 100 }, 'b', 'c'], other: ['d', 'e'] }

  it('decides every pick of every group', async () => {
    const { ask, models } = setUp(groups, {}, { strategy: last })
    for (let i = 0; i < 25; i++) await ask()
    for (let i = 0; i < 25; i++) await ask({ model: 'other' })
    const expected = [...Array.from({ length: 25 }, () => 'c'), ...Array.from({ length: 25 }, () => 'e')]
    expect(models()).toEqual(expected)
  })

  it('and that of a retry, among those the filters left (interface.md: one pipeline)', async () => {
    const { ask, models } = setUp(groups, { c: [fails('rate-limit')] }, { strategy: last, cooldownTime: 60 })
    await ask()
    await ask()
    expect(models()).toEqual(['c', 'b', 'b'])
  })

  it('or of one group, by a name', async () => {
    const settings = { strategies: { last }, modelGroupStrategy: { other: 'last' } }
    const { ask, models } = setUp(groups, {}, settings)
    for (let i = 0; i < 25; i++) await ask({ model: 'other' })
    for (let i = 0; i < 25; i++) await ask()
    expect(new Set(models().slice(0, 25))).toEqual(new Set(['e']))
    expect(new Set(models().slice(25))).toEqual(new Set(['a']))
  })
})

describe('a strategy for a group', () => {
  const pair = (group: string) => [
    { model: `${group}-cheap`, inputCostPerToken: 1e-9, outputCostPerToken: 1e-9 },
    { model: `${group}-dear`, inputCostPerToken: 1e-3, outputCostPerToken: 1e-3 },
  ]
  const groups = { main: pair('main'), other: pair('other') }

  it('serves that group, and the general one the others', async () => {
    const settings = { routingStrategy: 'simple-shuffle', modelGroupStrategy: { other: 'cost-based-routing' } }
    const { ask, models } = setUp(groups, {}, settings)
    for (let i = 0; i < 30; i++) await ask({ model: 'other' })
    for (let i = 0; i < 30; i++) await ask()
    expect(new Set(models().slice(0, 30))).toEqual(new Set(['other-cheap']))
    expect(new Set(models().slice(30))).toEqual(new Set(['main-cheap', 'main-dear']))
  })

  it('is that of the group behind an alias, in the file too', async () => {
    const list = (group: string) =>
      pair(group).map(({ model, inputCostPerToken, outputCostPerToken }) => ({
        model_name: group,
        litellm_params: {
          ...{ model: `scripted/${model}`, input_cost_per_token: inputCostPerToken },
          output_cost_per_token: outputCostPerToken,
        },
      }))
    const { ask, models } = await setUpFile({
      model_list: [...list('main'), ...list('other')],
      router_settings: {
        model_group_alias: { nick: 'other' },
        model_group_strategy: { nick: 'cost-based-routing' },
      },
    })
    for (let i = 0; i < 30; i++) await ask({ model: 'nick' })
    for (let i = 0; i < 30; i++) await ask({ model: 'other' })
    expect(new Set(models())).toEqual(new Set(['other-cheap']))
  })

  it('makes rpm a promise in its group alone', async () => {
    const limited = { main: [{ model: 'a', rpm: 2 }], other: [{ model: 'b', rpm: 2 }] }
    const settings = { numRetries: 0, modelGroupStrategy: { other: 'usage-based-routing' } }
    const { begin, clock, models } = setUp(limited, {}, settings)
    const burst = (model: string) => Array.from({ length: 10 }, () => begin({ model }).catch(() => 'refused'))
    await clock.finish(Promise.all([...burst('main'), ...burst('other')]))
    expect(models().filter((model) => model === 'a')).toHaveLength(10)
    expect(models().filter((model) => model === 'b')).toHaveLength(2)
  })

  it('least-busy: 50 long requests over two differ by at most 1', async () => {
    const long = [late(60_000, says('ok'))]
    const { begin, clock, models } = setUp(
      { main: ['a', 'b'] },
      { a: long, b: long },
      { routingStrategy: 'least-busy' },
    )
    await clock.finish(Promise.all(Array.from({ length: 50 }, () => begin())))
    expect(models().filter((model) => model === 'a')).toHaveLength(25)
  })
})
