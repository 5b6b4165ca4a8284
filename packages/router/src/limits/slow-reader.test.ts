import { TurnoutError } from '@turnout/core'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

it('a slot is taken as long as its stream runs, however slowly that is read', async () => {
  const runtime = testRuntime()
  const { clock } = runtime
  const provider = scriptedProvider({ a: [says('long')] })
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a', maxParallelRequests: 1, timeout: 1 } }],
    ...{ providers: { scripted: provider }, runtime, numRetries: 0, onProblem: () => {} },
  })
  const body = { model: 'main', messages: [{ role: 'user', content: 'hi' }], stream: true }
  const first = await clock.finish(router.call('chat', body))
  for (let i = 0; i < 2; i++) {
    await clock.finish(first.next())
    await clock.advance(50_000)
    const refused = await clock.finish(router.call('chat', body)).then(
      () => 'served',
      (error: unknown) => TurnoutError.is(error) && error.kind,
    )
    expect([i, refused, provider.calls.length]).toEqual([i, 'none-available', 1])
  }
  while (!(await clock.finish(first.next())).done);
  await clock.finish(router.call('chat', body))
  expect(provider.calls).toHaveLength(2)
})
