import { defineFilter } from '@turnout/core'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

it('asks a filter of each candidate once, because it may go by chance', async () => {
  const asked: string[] = []
  const filter = defineFilter({
    name: 'canary',
    needs: {},
    reject({ deployment: { id } }) {
      asked.push(id)
      return id === 'b' ? 'not this time' : undefined
    },
  })
  const router = createRouter({
    modelList: ['a', 'b', 'c'].map((id) => ({
      ...{ modelName: 'm', litellmParams: { model: `scripted/${id}` }, modelInfo: { id } },
    })),
    ...{ filters: [filter], runtime: testRuntime() },
    providers: { scripted: scriptedProvider({ a: [says('ok')], b: [], c: [says('ok')] }) },
  })
  await router.completion({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  expect(asked).toEqual(['a', 'b', 'c'])
})
