import { filters, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Settings, setUp } from '../test-support/scripted-groups.test.ts'

const groups = { main: ['a'], spare: ['b'], other: ['c'] }
const script = { a: [filters()], b: [says('from b')], c: [says('from c')] }

const somewhere: readonly (readonly [string, Settings])[] = [
  ['its content-policy list', { contentPolicyFallbacks: [{ main: ['spare'] }], fallbacks: [{ main: ['other'] }] }],
  ['the general list', { fallbacks: [{ main: ['spare'] }] }],
  ['the default ones', { defaultFallbacks: ['spare'] }],
]

const nowhere: readonly (readonly [string, Settings, object])[] = [
  ['nothing is configured', {}, {}],
  ['another group’s list', { contentPolicyFallbacks: [{ other: ['spare'] }] }, {}],
  ['fallbacks are switched off', { defaultFallbacks: ['spare'] }, { disable_fallbacks: true }],
  ['the request’s own list is empty', { defaultFallbacks: ['spare'] }, { fallbacks: [] }],
  ['no fallback is allowed', { fallbacks: [{ main: ['spare'] }], maxFallbacks: 0 }, {}],
  ['the target is not there', { fallbacks: [{ main: ['gone'] }] }, {}],
  ['the target is the group itself', { fallbacks: [{ main: ['main'] }] }, {}],
]

/** LiteLLM does this for plain answers only. */
describe.each([
  ['plain', false],
  ['streamed', true],
])('a %s answer with status 200 that the content filter ended', (_how, stream) => {
  it.each(somewhere)('goes elsewhere by %s, without a retry', async (_, settings) => {
    const { ask, models } = setUp(groups, script, settings)
    expect(await ask({ stream })).toMatchObject({ text: 'from b', fallbacks: 1, failed: [{ deploymentId: 'a' }] })
    expect(models()).toEqual(['a', 'b'])
  })

  it('goes elsewhere by the request’s own list', async () => {
    const { ask } = setUp(groups, script)
    const content_policy_fallbacks = [{ main: ['spare'] }]
    expect(await ask({ stream, content_policy_fallbacks })).toMatchObject({ text: 'from b' })
  })

  it.each(nowhere)('is the answer where there is nowhere to go: %s', async (_, settings, wishes) => {
    const { ask, models } = setUp(groups, script, settings)
    expect(await ask({ stream, ...wishes })).toMatchObject({ text: '', model: 'a', fallbacks: 0 })
    expect(models()).toEqual(['a'])
  })

  it('cools nothing', async () => {
    const { ask, models } = setUp(groups, script, { allowedFails: 0, fallbacks: [{ main: ['spare'] }] })
    await ask({ stream })
    await ask({ stream })
    expect(models()).toEqual(['a', 'b', 'a', 'b'])
  })

  it('the last of a chain, which has nowhere to go, answers with what there is', async () => {
    const settings = { fallbacks: [{ main: ['spare'] }, { spare: ['other'] }] }
    const all = { a: [filters()], b: [filters()], c: [filters('no more')] }
    const { ask, models } = setUp(groups, all, settings)
    expect(await ask({ stream })).toMatchObject({ text: 'no more', model: 'c' })
    expect(models()).toEqual(['a', 'b', 'c'])
  })
})

describe('what was said before the content filter', () => {
  const settings = { fallbacks: [{ main: ['spare'] }] }

  it('is given up with a plain answer', async () => {
    const { ask } = setUp(groups, { ...script, a: [filters('half')] }, settings)
    expect(await ask()).toMatchObject({ text: 'from b' })
  })

  it('stays with a stream: it has begun', async () => {
    const { ask, models } = setUp(groups, { ...script, a: [filters('half')] }, settings)
    expect(await ask({ stream: true })).toMatchObject({ text: 'half', model: 'a' })
    expect(models()).toEqual(['a'])
  })
})
