import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

it('passes on at once, and as one batch, what was held back until the first content', async () => {
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
    providers: { scripted: scriptedProvider({ a: [says('hello there')] }) },
    runtime: testRuntime(),
  })
  const reply = await router.call('chat', { model: 'main', messages: [], stream: true })
  const { value: first } = await reply.next()
  const texts = first?.kind === 'chunks' ? first.chunks().map(({ choices }) => choices[0]?.delta) : []
  expect(texts).toEqual([{ role: 'assistant' }, { content: expect.stringMatching(/^hello/) }])
})
