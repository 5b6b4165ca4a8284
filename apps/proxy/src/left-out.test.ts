import { fromObject } from '@turnout/config-loader'
import { expect, it } from 'vitest'
import { leftOutIn } from './left-out.ts'

it('a deployment whose provider nobody knows is left out, and others are not', () => {
  const models = ['openai/gpt-4o', 'nosuch/model']
  const { problems } = fromObject({
    model_list: models.map((model) => ({ model_name: 'm', litellm_params: { model } })),
  })
  expect(leftOutIn(problems)).toEqual([{ at: 'model_list[1]', error: expect.stringContaining('not a known provider') }])
})
