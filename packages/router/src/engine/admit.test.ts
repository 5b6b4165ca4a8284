import { memoryStore } from '@turnout/cache-adapters/memory'
import type { Claims, NonEmpty, StateStore } from '@turnout/core'
import { late, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

const models = ['a', 'b', 'c']
const slow = Object.fromEntries(models.map((model) => [model, [late(1_000, says(model))]]))

/** Three deployments with a place each, on a store that answers later or at once. */
function world(inLater: boolean) {
  const runtime = testRuntime()
  const inner = memoryStore(runtime.clock)
  const steps: number[] = []
  const reserve = (id: string, options: NonEmpty<Claims>, holdMs: number) => {
    steps.push(options.length)
    return inner.reserve(id, options, holdMs)
  }
  const store: StateStore = inLater
    ? {
        ...inner,
        async reserve(id, [first, ...others], holdMs, more) {
          await runtime.clock.sleep(1)
          return reserve(id, [first, ...others, ...(more?.().options ?? [])], holdMs)
        },
      }
    : { ...inner, reserve }
  const provider = scriptedProvider(slow)
  const router = createRouter({
    modelList: models.map((model) => ({
      modelName: 'm',
      litellmParams: { model: `scripted/${model}`, maxParallelRequests: 1 },
    })),
    numRetries: 0,
    ...{ providers: { scripted: provider }, store, runtime },
  })
  const ask = () =>
    router.completion({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }).then(
      ({ model }) => model,
      (error: { code?: string }) => error.code,
    )
  return { runtime, steps, ask }
}

it('asks a store that has to be waited for once, for all deployments in the strategy’s order', async () => {
  const { runtime, steps, ask } = world(true)
  const answers = [ask(), ask(), ask(), ask()]
  await runtime.clock.advance(2_000)
  expect((await Promise.all(answers)).toSorted()).toEqual(['a', 'b', 'c', 'no_deployment_available'])
  expect(steps).toEqual([3, 3, 3, 3])
})

it('asks a store that answers at once for the others only where the first is full', async () => {
  const { runtime, steps, ask } = world(false)
  const first = ask()
  await runtime.clock.advance(0)
  expect(steps).toEqual([1])
  const answers = [first, ask(), ask(), ask()]
  await runtime.clock.advance(2_000)
  expect((await Promise.all(answers)).toSorted()).toEqual(['a', 'b', 'c', 'no_deployment_available'])
  expect(steps.filter((options) => options === 1)).toHaveLength(4)
})
