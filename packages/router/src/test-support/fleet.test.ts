import { memoryStore } from '@turnout/cache-adapters/memory'
import type { ProviderAdapter, StateStore } from '@turnout/core'
import { ChannelHub, type Step, scriptedProvider, testRuntime } from '@turnout/testing'
import { createRouter } from '../create-router.ts'
import type { Instances } from '../engine/assemble.ts'

type Settings = Omit<Partial<Parameters<typeof createRouter>[0]>, 'modelList'>

const messages = [{ role: 'user' as const, content: 'hello' }]

/** Routers as of several processes: one store, one channel, one time, and one provider that follows its script. */
export function fleet(script: Readonly<Record<string, readonly Step[]>>, settings: Settings = {}, answersInMs = 0) {
  const runtime = testRuntime()
  const hub = new ChannelHub(runtime.clock)
  const inner = memoryStore(runtime.clock)
  const store: StateStore = {
    ...inner,
    channel: hub,
    async reserve(...asked) {
      if (answersInMs > 0) await runtime.clock.sleep(answersInMs)
      return inner.reserve(...asked)
    },
  }
  const provider = scriptedProvider(script)
  const chat = provider.operations.chat
  if (!chat) throw new Error('no chat')
  const member = (models: readonly string[] = ['a', 'b'], more: Instances = {}) => {
    const asked: string[] = []
    const own: ProviderAdapter = {
      name: 'scripted',
      operations: {
        chat(call) {
          asked.push(call.deployment.model)
          return chat(call)
        },
      },
    }
    const router = createRouter({
      modelList: models.map((model) => ({
        modelName: 'main',
        litellmParams: { model: `scripted/${model}` },
        modelInfo: { id: model },
      })),
      numRetries: 0,
      ...settings,
      ...more,
      ...{ providers: { scripted: own }, store, runtime },
    })
    const ask = () => router.completion({ model: 'main', messages })
    return { router, ask, models: () => asked }
  }
  return { runtime, hub, store, member, clock: runtime.clock }
}

export type Fleet = ReturnType<typeof fleet>
export type FleetMember = ReturnType<Fleet['member']>

/** The deployments that cool down, as this one sees it. */
export const coolingOf = ({ router }: FleetMember): readonly string[] =>
  router.state().deployments.flatMap(({ id, coolingForMs }) => (coolingForMs === undefined ? [] : [id]))
