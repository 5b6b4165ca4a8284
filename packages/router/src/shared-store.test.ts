import { createServer } from 'node:net'
import { Secret } from '@turnout/core'
import { fails, says, scriptedProvider } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from './create-router.ts'
import { createRouterFromConfig } from './create-router-from-config.ts'

const entry = { model: 'simulated/m', max_parallel_requests: 1 }
const messages = [{ role: 'user' as const, content: 'hi' }]

/** A port where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

it('serves at once where the Redis of its configuration is not there', async () => {
  const router = await createRouterFromConfig({
    model_list: [{ model_name: 'm', litellm_params: entry }],
    router_settings: { redis_host: '127.0.0.1', redis_port: await deadPort() },
  })
  expect((await router.completion({ model: 'm', messages })).object).toBe('chat.completion')
  expect(router.state().store).toMatchObject({ shared: true, status: 'lost' })
  await router.close()
})

it('does the same for options in code, and shows no password', async () => {
  const port = await deadPort()
  const router = createRouter({
    modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m', maxParallelRequests: 1 } }],
    redisUrl: `redis://:hunter2@127.0.0.1:${port}`,
    onProblem: () => {},
  })
  expect((await router.completion({ model: 'm', messages })).object).toBe('chat.completion')
  const state = router.state()
  expect(state.store).toMatchObject({ shared: true, status: 'lost' })
  expect(JSON.stringify([state, router.generation.config])).not.toContain('hunter2')
  expect(router.generation.config.state?.redis.url).toBeInstanceOf(Secret)
  await router.close()
})

it('has its store also where it is given another configuration before it is connected', async () => {
  const router = createRouter({
    modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m' } }],
    ...{ redisHost: '127.0.0.1', redisPort: await deadPort() },
  })
  await router.reload(router.generation.config)
  expect(router.state().store).toMatchObject({ shared: true, status: 'lost' })
  await router.close()
})

it.each(['share', 'closed'] as const)(
  'tries a deployment out after a cooldown while the store is lost (%s)',
  async (onStoreError) => {
    const provider = scriptedProvider({ m: [fails('server'), says('back')] })
    const router = createRouter({
      modelList: [{ modelName: 'm', litellmParams: { model: 'scripted/m' } }],
      ...{ numRetries: 0, allowedFails: 0, cooldownTime: 0.05, providers: { scripted: provider } },
      // Of three, and the last of them: its part of one place would be none.
      state: { redisUrl: `redis://127.0.0.1:${await deadPort()}`, onStoreError, instances: 3 },
    })
    await expect(router.completion({ model: 'm', messages })).rejects.toThrow('scripted server')
    expect(router.state().deployments[0]?.coolingForMs).toBeGreaterThan(0)
    await expect
      .poll(
        () =>
          router.completion({ model: 'm', messages }).then(
            ({ model }) => model,
            () => 'refused',
          ),
        { timeout: 3_000 },
      )
      .toBe('m')
    await router.close()
  },
)

it('closes what it is still connecting to', async () => {
  const router = createRouter({
    modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m' } }],
    ...{ redisHost: '127.0.0.1', redisPort: await deadPort() },
  })
  await router.close()
  expect(router.state().store.shared).toBe(true)
})
