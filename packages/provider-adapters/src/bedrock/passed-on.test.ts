import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { passedOn } from './passed-on.ts'

const passed = (asked: object, settings = {}) =>
  JSON.parse(JSON.stringify(passedOn(makeDeployment({ model: 'm', settings }), { model: 'm', messages: [], ...asked })))

describe('passedOn', () => {
  it('leaves out what nobody says', () => {
    expect(passed({})).toEqual({})
  })

  it("takes Converse's own members", () => {
    const own = { performanceConfig: { latency: 'optimized' }, guardrailConfig: { guardrailIdentifier: 'g' } }
    expect(passed(own)).toEqual(own)
  })

  it('lets no caller change the guardrail of a deployment', () => {
    const guardrailConfig = { guardrailIdentifier: 'g', guardrailVersion: '1' }
    expect(passed({ guardrailConfig: null }, { guardrailConfig })).toEqual({ guardrailConfig })
    expect(passed({ guardrailConfig: null }, { guardrail_config: guardrailConfig })).toEqual({ guardrailConfig })
    expect(passed({ guardrailConfig: { guardrailIdentifier: 'mine' } }, { guardrailConfig })).toEqual({
      guardrailConfig,
    })
  })

  it.each([
    ['auto', {}],
    ['default', { serviceTier: { type: 'default' } }],
    ['flex', { serviceTier: { type: 'flex' } }],
    ['priority', { serviceTier: { type: 'priority' } }],
  ])('knows the service tier %s', (service_tier, expected) => {
    expect(passed({ service_tier })).toEqual(expected)
  })

  it('tells of the user, and of metadata that fit', () => {
    const metadata = { team: 'red', tags: ['a'], odd: 'ä', long: 'x'.repeat(257), '!': 'x' }
    expect(passed({ user: 'u-1', metadata })).toEqual({ requestMetadata: { team: 'red', user: 'u-1' } })
    expect(passed({ user: 'u-1', requestMetadata: { a: 'b' } })).toEqual({ requestMetadata: { a: 'b' } })
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'v']))
    expect(Object.keys(passed({ metadata: many }).requestMetadata)).toHaveLength(16)
  })
})
