import type { ChoiceRecord, RouterEvent } from '@turnout/core'
import { fails, type Step, says, scriptedProvider, settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const messages = [{ role: 'user', content: 'Hello!' }]
const request = { model: 'main', messages }

type Deployment = RouterOptions['modelList'][number]['litellmParams']

function world(deployments: Record<string, Partial<Deployment>>, options: Partial<RouterOptions> = {}, script = {}) {
  const runtime = testRuntime()
  const events: RouterEvent[] = []
  const scripted = scriptedProvider(script as Record<string, Step[]>)
  const router = createRouter({
    modelList: [
      ...Object.entries(deployments).map(([name, params]) => ({
        modelName: 'main',
        litellmParams: { model: `scripted/${name}`, ...params },
        modelInfo: { id: name },
      })),
      { modelName: 'spare', litellmParams: { model: 'scripted/spare' }, modelInfo: { id: 'spare' } },
    ],
    fallbacks: [{ main: ['spare'] }],
    numRetries: 0,
    ...options,
    providers: { scripted },
    callbacks: [{ name: 'ears', on: (event) => events.push(event) }],
    runtime,
  })
  return { router, runtime, events, calls: scripted.calls, clock: runtime.clock }
}

const oddsIn = (choice: ChoiceRecord | undefined) =>
  Object.fromEntries(choice?.candidates.map(({ deploymentId, odds }) => [deploymentId, odds]) ?? [])

describe('explain', () => {
  it('tells the odds where chance decides, and where the request would go from there', async () => {
    const { router } = world({ a: { weight: 3 }, b: { weight: 1 } })
    const { choices, ...facts } = await router.explain('chat', request)
    expect(facts).toEqual({ operation: 'chat', model: 'main', asked: 'main', cache: 'off' })
    const [main, spare, ...others] = choices
    expect(others).toEqual([])
    expect(oddsIn(main)['a']).toBeCloseTo(0.75, 1)
    expect(oddsIn(main)['b']).toBeCloseTo(0.25, 1)
    expect(main).toMatchObject({ group: 'main', strategy: 'simple-shuffle', unlisted: 0 })
    expect(main?.candidates).toMatchObject([{ view: { weight: 3 } }, { view: { weight: 1 } }])
    expect(main).not.toHaveProperty('chosenId')
    expect(spare).toMatchObject({ group: 'spare', chosenId: 'spare', candidates: [{ odds: 1 }] })
  })

  it('says nothing of odds where so many may serve that nobody is chosen often', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`d${at}`, {}]))
    const { router } = world(many)
    const [main] = (await router.explain('chat', request)).choices
    expect(main?.candidates.filter(({ odds }) => odds !== undefined)).toEqual([])
    expect(main).toMatchObject({ unlisted: 2_950 })
    expect(main).not.toHaveProperty('chosenId')
  })

  it('says who is put aside, and why', async () => {
    const { router, clock } = world({ a: {}, b: {} }, {}, { a: [fails('authentication')], b: [says('hi'), says('ho')] })
    await clock.finish(router.completion({ ...request, model: 'a' }).catch(() => {}))
    const { choices } = await router.explain('chat', request)
    expect(choices[0]?.candidates).toMatchObject([
      { deploymentId: 'a', rejection: { filter: 'cooling', reason: expect.stringContaining('cooling down') }, odds: 0 },
      { deploymentId: 'b', odds: 1 },
    ])
    expect(choices[0]?.chosenId).toBe('b')
  })

  it('says whose limits are full, how full they are, and takes nothing of them', async () => {
    const limited = { a: { rpm: 1, order: 1 }, b: { rpm: 2, order: 2 } }
    const { router } = world(limited, { routingStrategy: 'usage-based-routing' }, { a: [says('x')], b: [says('x')] })
    const looks = async () => (await router.explain('chat', request)).choices[0]
    expect(await looks()).toMatchObject({
      chosenId: 'a',
      candidates: [{ limits: [{ name: 'rpm', used: 0, limit: 1 }] }, {}],
    })
    await router.completion(request)
    for (let again = 0; again < 3; again++)
      expect(await looks()).toMatchObject({
        chosenId: 'b',
        candidates: [
          { rejection: { filter: 'limits', reason: 'rpm 1 of 1' }, odds: 0 },
          { limits: [{ name: 'rpm', used: 0, limit: 2 }], odds: 1 },
        ],
      })
  })

  it('says when nobody could be asked, and goes on as the request would', async () => {
    const { router, clock } = world(
      { a: {}, b: {} },
      {},
      { a: [fails('authentication')], b: [fails('authentication')] },
    )
    for (const model of ['a', 'b']) await clock.finish(router.completion({ ...request, model }).catch(() => {}))
    const { choices } = await router.explain('chat', request)
    expect(choices.map(({ group, failure }) => [group, failure?.kind])).toEqual([
      ['main', 'none-available'],
      ['spare', undefined],
    ])
    expect(choices[0]?.failure?.retryAfterMs).toBeGreaterThan(0)
  })

  it('asks nobody, tells no callback, and leaves chance as it was', async () => {
    const drawn = async (explains: boolean) => {
      const { router, events, calls, clock, runtime } = world({ a: {}, b: {} }, {}, { a: [says('x')], b: [says('x')] })
      if (explains) await router.explain('chat', request)
      await settle()
      expect([events, calls]).toEqual([[], []])
      await clock.finish(router.completion(request))
      return [calls.map(({ deployment }) => deployment.id), runtime.random()]
    }
    expect(await drawn(true)).toEqual(await drawn(false))
  })

  it('tells nobody of a strategy that throws, and has the odds of chance', async () => {
    const strategy = { name: 'broken', needs: {}, select: () => expect.fail('its own mind') }
    const { router, events } = world({ a: {}, b: {} }, { strategy })
    const { choices } = await router.explain('chat', request)
    await settle()
    expect(events).toEqual([])
    expect(oddsIn(choices[0])).toEqual({ a: 0.5, b: 0.5 })
  })

  it('says whether the answer is kept already', async () => {
    const { router } = world({ a: {} }, { cache: true }, { a: [says('kept')] })
    expect(await router.explain('chat', request)).toMatchObject({ cache: 'miss' })
    await router.completion(request)
    expect(await router.explain('chat', request)).toMatchObject({ cache: 'hit' })
  })

  it('rejects what would not be taken', async () => {
    const { router, events } = world({ a: {} })
    await expect(router.explain('chat', { ...request, model: 'nobody' })).rejects.toMatchObject({
      kind: 'model-not-found',
    })
    await settle()
    expect(events).toEqual([])
  })
})
