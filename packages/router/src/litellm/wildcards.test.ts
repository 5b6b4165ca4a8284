import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf, setUpFile } from '../test-support/scripted-groups.test.ts'

const entry = (model_name: string, model: string, id = `${model_name}>${model}`) => ({
  ...{ model_name, litellm_params: { model: `scripted/${model}` }, model_info: { id } },
})

const asking = async (...model_list: readonly object[]) => {
  const { begin, models, ...rest } = await setUpFile({ model_list }, { '*': [says('x')] })
  return { ...rest, begin, models, calledFor: async (model: string) => begin({ model }).then(() => models().at(-1)) }
}

describe('67 a name with stars', () => {
  it('the more specific pattern serves', async () => {
    const { calledFor } = await asking(entry('openai/*', 'general'), entry('openai/gpt-*', 'gpt'), entry('*', 'any'))
    expect(await calledFor('openai/gpt-4o')).toBe('gpt')
    expect(await calledFor('openai/o1')).toBe('general')
    expect(await calledFor('llmengine/x')).toBe('any')
  })

  it('what the stars stood for fills those of the model, from left to right', async () => {
    const { calledFor } = await asking(entry('openai/fo::*::static::*', 'fo::*:static::*'))
    expect(await calledFor('openai/fo::hi::static::there')).toBe('fo::hi:static::there')
  })

  it('an exact name comes before', async () => {
    const { calledFor } = await asking(entry('openai/*', 'wild'), entry('openai/gpt-4o', 'exact'))
    expect(await calledFor('openai/gpt-4o')).toBe('exact')
  })

  it('a bare name is found under its provider', async () => {
    const { calledFor } = await asking(entry('openai/*', 'wild'))
    expect(await calledFor('gpt-4o')).toBe('wild')
  })

  it('what fits none is 404, and so is a name beyond all measure', async () => {
    const { begin } = await asking(entry('openai/*', 'wild'))
    expect(await failureOf(begin({ model: 'other/x' }))).toMatchObject({ kind: 'model-not-found' })
    expect(await failureOf(begin({ model: `openai/${'x'.repeat(600)}` }))).toMatchObject({ kind: 'model-not-found' })
  })
})

it.each(['a', 'b/c', 'gpt-9'])('68 each name is asked for as it is: %s, 25 of 25', async (name) => {
  const { begin } = await asking(entry('*', '*'))
  const answers = await Promise.all(Array.from({ length: 25 }, () => begin({ model: name })))
  expect(new Set(answers.map(({ model }) => model))).toEqual(new Set([name]))
})

it('28 a deployment that serves many models never cools down', async () => {
  const router_settings = { allowed_fails: 0, num_retries: 0 }
  const file = { model_list: [entry('openai/*', '*')], router_settings }
  const { begin, models } = await setUpFile(file, { x: [fails('server')] })
  for (let i = 0; i < 3; i++) expect(await failureOf(begin({ model: 'openai/x' }))).toMatchObject({ kind: 'server' })
  expect(models()).toEqual(['x', 'x', 'x'])
})

it('a fallback may lead to one, and each name that fits counts as a group of its own', async () => {
  const router_settings = { num_retries: 0, fallbacks: [{ 'wild/a': ['wild/b'] }, { 'wild/b': ['wild/a', 'wild/c'] }] }
  const file = { model_list: [entry('wild/*', '*')], router_settings }
  const { ask, models } = await setUpFile(file, { a: [fails('server')], b: [fails('server')], c: [says('from c')] })
  expect(await ask({ model: 'wild/a' })).toMatchObject({ text: 'from c' })
  expect(models()).toEqual(['a', 'b', 'c'])
})
