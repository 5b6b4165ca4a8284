import { makeContext, makeDeployment } from '@turnout/testing'
import { candidatesFor } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { builtinStrategies } from './builtin-strategies.ts'

const made = (name: string, args?: object) => {
  const make = builtinStrategies[name]
  if (!make) throw new Error(`no ${name}`)
  return make(JSON.parse(JSON.stringify(args ?? {})))
}

describe('builtinStrategies', () => {
  it('has LiteLLM’s strategies, and ours', () => {
    expect(Object.keys(builtinStrategies).sort()).toEqual([
      ...['cost-based-routing', 'first-of', 'latency-based-routing', 'least-busy', 'peak-ewma'],
      ...['simple-shuffle', 'sticky', 'usage-based-routing', 'usage-based-routing-v2'],
    ])
  })

  it.each(Object.entries(builtinStrategies))('makes %s under its own name, afresh each time', (name, make) => {
    expect(make().name).toBe(name)
    expect(make({ unheard: 'of' }).name).toBe(name)
    expect(make()).not.toBe(make())
  })

  it.each(Object.keys(builtinStrategies))('%s needs the identical signals when it is made again', (name) => {
    const [before, after] = [made(name, { ttl: 60 }), made(name, { ttl: 60 })].map(({ needs }) => Object.values(needs))
    expect(before).toHaveLength(after?.length ?? 0)
    for (const [at, signal] of before?.entries() ?? []) expect(after?.[at]).toBe(signal)
  })

  it.each([
    ['latency-based-routing', { ttl: 'soon' }, 'ttl'],
    ['latency-based-routing', { lowest_latency_buffer: -0.1 }, 'lowest_latency_buffer'],
    ['latency-based-routing', { max_latency_list_size: 0 }, 'max_latency_list_size'],
    ['sticky', { by: 'moon' }, 'by'],
    ['sticky', { otherwise: 'sticky' }, 'otherwise'],
    ['sticky', { otherwise: 'latency-based-routing', ttl: true }, 'ttl'],
    ['first-of', { prefer: ['simple-shuffle'] }, 'prefer'],
    ['first-of', { otherwise: 7 }, 'otherwise'],
  ])('%s refuses %j, and names the argument', (name, args, argument) => {
    expect(() => made(name, args)).toThrow(TypeError)
    expect(() => made(name, args)).toThrow(`routing_strategy_args.${argument} must be`)
  })

  it('hands arguments on: cheapest first, and of equals the least busy', () => {
    const strategy = made('first-of', { prefer: ['cost-based-routing', 'least-busy'], otherwise: 'peak-ewma' })
    expect(Object.keys(strategy.needs)).toEqual(['inFlight', 'peak'])
    const pricing = { inputPerToken: 1, outputPerToken: 1 }
    const dear = makeDeployment({ model: 'dear', pricing })
    const free = makeDeployment({ model: 'free', pricing: { inputPerToken: 0, outputPerToken: 0 } })
    expect(strategy.select(candidatesFor(strategy, [dear, free]), makeContext())).toBe(free)
  })
})
