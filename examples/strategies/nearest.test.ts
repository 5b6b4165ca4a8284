// What every strategy promises, and what this one does; vitest runs it.
import { createRouter } from '@turnout/router'
import { describeStrategy } from '@turnout/testing/conformance'
import { expect, it } from 'vitest'
import nearest from './nearest.ts'

describeStrategy('nearest', () => nearest({ region: 'eu' }))

it('stays in its region', async () => {
  const router = createRouter({
    modelList: [
      { modelName: 'chat', litellmParams: { model: 'simulated/paris', regionName: 'eu' } },
      { modelName: 'chat', litellmParams: { model: 'simulated/ohio', regionName: 'us' } },
    ],
    strategy: nearest({ region: 'eu' }),
  })
  for (let i = 0; i < 5; i++) {
    const answer = await router.completion({ model: 'chat', messages: [{ role: 'user', content: 'Hello!' }] })
    expect(answer.model).toBe('paris')
  }
  await router.close()
})
