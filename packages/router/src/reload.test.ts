import { memoryStore } from '@turnout/cache-adapters/memory'
import { fromObject } from '@turnout/config-loader'
import { defineStrategy, type RouterConfig } from '@turnout/core'
import { inFlight } from '@turnout/strategies'
import { hangs, says, scriptedProvider, settle, TestClock, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { available } from './available/available.ts'
import { createRouterFrom } from './create-router-from-config.ts'
import type { Instances } from './engine/assemble.ts'

const messages = [{ role: 'user', content: 'hi' }]

interface Entry {
  readonly model: string
  readonly id: string
  readonly group?: string
  readonly more?: object
}

function configOf(entries: readonly Entry[], settings: object = {}): RouterConfig {
  const { config, problems } = fromObject(
    {
      model_list: entries.map(({ model, id, group = 'm', more }) => ({
        model_name: group,
        litellm_params: { model: `scripted/${model}`, ...more },
        model_info: { id },
      })),
      router_settings: { num_retries: 0, ...settings },
    },
    { available: available(['scripted']), environment: {} },
  )
  if (!config) throw new Error(JSON.stringify(problems))
  return config
}

async function setUp(config: RouterConfig, script: Parameters<typeof scriptedProvider>[0] = {}, more: Instances = {}) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime()
  const router = await createRouterFrom(config, { providers: { scripted: provider }, runtime, ...more })
  return { router, provider, runtime, ask: () => router.completion({ model: 'm', messages }) }
}

const a = { model: 'a', id: 'one' }
const b = { model: 'b', id: 'two' }

describe('reload', () => {
  it('serves new requests by the new configuration, and tells what changed', async () => {
    const { router, ask } = await setUp(configOf([a, { ...b, group: 'other' }]))
    expect((await ask()).model).toBe('a')
    const report = await router.reload(
      configOf(
        [
          { ...a, more: { api_key: 'rotated' } },
          { model: 'c', id: 'three' },
        ],
        { timeout: 9 },
      ),
    )
    expect(report).toEqual({
      generation: 2,
      added: ['three'],
      removed: ['two'],
      changed: ['one'],
      settings: ['timeoutMs'],
      atNextStart: [],
    })
    expect(router.models().map(({ id }) => id)).toEqual(['m'])
    expect(JSON.stringify(report)).not.toContain('rotated')
  })

  it('keeps the store it has, and says that another one waits for the next start', async () => {
    const { router, runtime } = await setUp(configOf([a]), {}, { store: { ...memoryStore(new TestClock()) } })
    const report = await router.reload(configOf([a], { redis_url: 'redis://127.0.0.1:1/0' }))
    expect(report).toMatchObject({ settings: [], atNextStart: ['state'] })
    expect(router.state().store).toEqual({ shared: false, status: 'ok' })
    await router.close()
    expect(runtime.clock.pending).toBe(0)
  })

  it('tells of nothing when nothing changed', async () => {
    const entries = [{ ...a, more: { api_key: 'k', weight: 2 } }]
    const { router } = await setUp(configOf(entries))
    expect(await router.reload(configOf(entries))).toEqual({
      generation: 2,
      added: [],
      removed: [],
      changed: [],
      settings: [],
      atNextStart: [],
    })
  })

  it('lets a running stream end on the old configuration', async () => {
    const { router, provider } = await setUp(configOf([a]), { a: [says('to the end')] })
    const stream = await router.completion({ model: 'm', messages, stream: true })
    await router.reload(configOf([b]))
    let text = ''
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    expect(text).toBe('to the end')
    expect(provider.calls).toHaveLength(1)
  })

  it('retries and falls back by the configuration that a request began with', async () => {
    const { router, ask, provider, runtime } = await setUp(configOf([a], { num_retries: 1 }), {
      a: [hangs(), says('again')],
    })
    const asked = ask()
    await settle()
    await router.reload(configOf([{ ...b, group: 'other' }]))
    await runtime.clock.finish(asked)
    expect(provider.calls.map(({ deployment }) => deployment.model)).toEqual(['a', 'a'])
  })

  it('goes on counting what is in flight where an id survives', async () => {
    const loads: number[] = []
    const strategy = defineStrategy({
      name: 'watching',
      needs: { load: inFlight },
      select(candidates) {
        loads.push(...candidates.map(({ load }) => load))
        return candidates[0].deployment
      },
    })
    const { router, ask } = await setUp(configOf([a, b]), { a: [hangs()] }, { strategy })
    void ask().catch(() => {})
    await settle()
    await router.reload(
      configOf([
        { ...a, more: { weight: 3 } },
        { model: 'b', id: 'new' },
      ]),
    )
    void ask().catch(() => {})
    await settle()
    expect(loads).toEqual([0, 0, 1, 0])
  })

  it('keeps the slots that are taken', async () => {
    const limited = [{ ...a, more: { max_parallel_requests: 1 } }]
    const { router, ask } = await setUp(configOf(limited), { a: [hangs()] })
    void ask().catch(() => {})
    await settle()
    await router.reload(configOf(limited))
    await expect(ask()).rejects.toMatchObject({ kind: 'none-available' })
  })

  it('changes nothing when the new one cannot be put together', async () => {
    const { router, ask } = await setUp(configOf([a]))
    for (const routingStrategy of ['nope', 'constructor'])
      await expect(router.reload({ ...configOf([b]), routingStrategy })).rejects.toThrow(routingStrategy)
    expect([(await ask()).model, router.generation.number]).toEqual(['a', 1])
  })

  it('takes two at once in order', async () => {
    const { router, ask } = await setUp(configOf([a]))
    const reports = await Promise.all([
      router.reload(configOf([b])),
      router.reload(configOf([{ model: 'c', id: 'three' }])),
    ])
    expect(reports.map(({ generation, added, removed }) => [generation, added, removed])).toEqual([
      [2, ['two'], ['one']],
      [3, ['three'], ['two']],
    ])
    expect((await ask()).model).toBe('c')
  })

  it('serves who holds a generation by that generation', async () => {
    const { router } = await setUp(configOf([a]))
    const { generation } = router
    await router.reload(configOf([b]))
    const reply = await generation.call('chat', { model: 'm', messages })
    expect([generation.number, reply.deployment.model, router.generation.number]).toEqual([1, 'a', 2])
    reply.cancel()
  })
})
