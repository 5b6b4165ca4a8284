import { decisionBody, ProviderError, type RequestEnd, type RouterEvent } from '@turnout/core'
import { cutsAfter, fails, type Step, says, scriptedProvider, settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const messages = [{ role: 'user', content: 'a secret question' }]
const request = { model: 'main', messages }
const prices = { inputCostPerToken: 0.001, outputCostPerToken: 0.002 }

function world(script: Record<string, Step[]>, options: Partial<RouterOptions> = {}, wantsSteps = true) {
  const runtime = testRuntime()
  const events: RouterEvent[] = []
  const deployment = (group: string, id: string) => ({
    modelName: group,
    litellmParams: { model: `scripted/${id}`, ...prices },
    modelInfo: { id },
  })
  const router = createRouter({
    modelList: [deployment('main', 'a'), deployment('main', 'b'), deployment('spare', 'c')],
    fallbacks: [{ main: ['spare'] }],
    numRetries: 1,
    ...options,
    providers: { scripted: scriptedProvider(script) },
    callbacks: [{ name: 'ears', wantsSteps, on: (event) => events.push(event) }],
    runtime,
  })
  const ends = () => events.filter((event): event is RequestEnd => event.type === 'request-end')
  return { router, clock: runtime.clock, events, ends }
}

describe('a decision record', () => {
  it('tells every choice, wait, cooldown and fallback in order, and what each attempt cost', async () => {
    const { router, clock, ends } = world({
      a: [fails('authentication')],
      b: [fails('authentication')],
      c: [says('hi')],
    })
    await clock.finish(router.completion(request))
    const [record] = ends()
    expect(record?.steps?.map(({ type }) => type)).toEqual([
      ...['choice', 'cooldown', 'choice', 'cooldown', 'fallback', 'choice'],
    ])
    const [first, , second] = record?.steps ?? []
    if (first?.type !== 'choice' || second?.type !== 'choice') throw new Error('no choices')
    expect(record?.attempts.map(({ attemptId }) => attemptId).slice(0, 2)).toEqual([first.attemptId, second.attemptId])
    const aside = second.candidates.find(({ deploymentId }) => deploymentId === first.chosenId)
    expect(aside?.rejection).toMatchObject({ filter: 'cooling' })
    expect(record?.steps?.[4]).toMatchObject({ type: 'fallback', from: 'main', to: 'spare', kind: 'authentication' })
    const served = record?.attempts.at(-1)
    expect(served).toMatchObject({ usage: { prompt_tokens: 1, completion_tokens: 2 }, costUsd: 0.005 })
    expect(record).toMatchObject({ costUsd: 0.005, tags: [], wallMs: clock.wallMs(), failure: undefined })
  })

  it('has no steps where nobody wants them, unless the request does', async () => {
    const { router, ends } = world({ a: [says('x'), says('x')], b: [says('x'), says('x')] }, {}, false)
    await router.completion(request)
    const reply = await router.call('chat', request, { explain: true })
    expect(reply.decision).toBeUndefined()
    reply.whole()
    expect(reply.decision?.steps).toMatchObject([{ type: 'choice', chosenId: reply.deployment.id }])
    await settle()
    expect(ends().map(({ steps }) => steps?.length)).toEqual([undefined, 1])
  })

  it('comes with the error where the request asked for it, also where nobody could be asked', async () => {
    const { router, clock } = world({ a: [fails('server')], b: [fails('server')] }, { fallbacks: [], numRetries: 0 })
    const failed = await clock.finish(router.call('chat', request, { explain: true }).catch((error: unknown) => error))
    expect(failed).toMatchObject({ decision: { failure: { kind: 'server' }, steps: [{ type: 'choice' }] } })
  })

  it('says why one stood back by then, also when it is looked at after it was tried', async () => {
    const list = ['a', 'b'].map((id, at) => ({
      modelName: 'main',
      litellmParams: { model: `scripted/${id}`, order: at + 1 },
      modelInfo: { id },
    }))
    const options = { modelList: list, fallbacks: [], numRetries: 1, allowedFails: 0 }
    const { router, clock, ends } = world({ a: [fails('server')], b: [fails('server')] }, options)
    await clock.finish(router.completion(request).catch(() => {}))
    const [first, second] = ends()[0]?.steps?.filter((step) => step.type === 'choice') ?? []
    expect(first?.candidates).toMatchObject([{ deploymentId: 'a' }, { deploymentId: 'b', standsBack: 'order' }])
    expect(second).toMatchObject({ chosenId: 'b', candidates: [{ rejection: { filter: 'cooling' } }, {}] })
  })

  it('does not know what it cost where that is not known of an attempt that was answered in part', async () => {
    const unpriced = { modelName: 'main', litellmParams: { model: 'scripted/a' }, modelInfo: { id: 'a' } }
    const spare = { ...unpriced, modelName: 'spare', litellmParams: { model: 'scripted/c', ...prices } }
    const list = [unpriced, { ...spare, modelInfo: { id: 'c' } }]
    const { router, clock, ends } = world({ a: [cutsAfter('')], c: [says('hi')] }, { modelList: list, numRetries: 0 })
    const read = async () => {
      for await (const _ of await router.completion({ ...request, stream: true }));
    }
    await clock.finish(read())
    const [record] = ends()
    expect(record?.attempts).toMatchObject([{ usage: {}, costUsd: undefined }, { costUsd: expect.any(Number) }])
    expect(record?.costUsd).toBeUndefined()
  })

  it('says who was wanted and is at a limit', async () => {
    const options = { routingStrategy: 'usage-based-routing' } as const
    const list = ['a', 'b'].map((id, at) => ({
      modelName: 'main',
      litellmParams: { model: `scripted/${id}`, rpm: 1, order: at + 1 },
      modelInfo: { id },
    }))
    const script = { a: [says('x')], b: [says('x')] }
    const { router, ends } = world(script, { ...options, modelList: list, fallbacks: [] })
    await router.completion(request)
    await router.completion(request)
    await expect(router.completion(request)).rejects.toMatchObject({ kind: 'none-available' })
    await settle()
    const [, second, third] = ends().map(({ steps }) => steps?.[0])
    const full = { rejection: { filter: 'limits', reason: 'it is at its limit' } }
    expect(second).toMatchObject({ chosenId: 'b', candidates: [full, { deploymentId: 'b' }] })
    expect(third).toMatchObject({ failure: { kind: 'none-available' }, candidates: [full, full] })
  })

  it('holds neither prompt nor answer, unless the configuration says so', async () => {
    const { router, ends } = world({ a: [says('a secret answer')], b: [says('a secret answer')] })
    await router.completion(request)
    await settle()
    expect(JSON.stringify(ends().map(decisionBody))).not.toContain('secret')
  })

  it('does not say what a provider repeats of the prompt; the caller is told', async () => {
    const failed: Step = { does: 'fail', error: new ProviderError('bad-request', 'No: "a secret question".') }
    const { router, events, ends } = world({ a: [failed], b: [failed] })
    await expect(router.completion(request)).rejects.toThrow('No: "a secret question".')
    await settle()
    expect(ends()[0]?.failure?.message).toBe('No: "[prompt]".')
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('becomes JSON with times from its start', async () => {
    const { router, clock, ends } = world({
      a: [fails('authentication')],
      b: [fails('authentication')],
      c: [says('hi')],
    })
    await clock.finish(router.completion(request))
    const body = decisionBody(ends()[0] ?? expect.fail('no end'))
    expect(body).toMatchObject({
      ...{ model: 'main', asked: 'main', group: 'spare', status: 200, error: null, fallbacks: 1, cost_usd: 0.005 },
      attempts: [
        { start_ms: 0, error: { kind: 'authentication', type_name: 'AuthenticationError' } },
        { error: { kind: 'authentication' } },
        { deployment_id: 'c', error: null, usage: { total_tokens: 3 } },
      ],
    })
    expect(JSON.parse(JSON.stringify(body))).toEqual(body)
  })
})
