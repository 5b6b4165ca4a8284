import { chatEnabledModels } from 'gpt-tokenizer/modelsChatEnabled.gen'
import { cl100k_base } from 'gpt-tokenizer/modelsMap'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CountText, encodingOf, importEncoding } from './encodings.ts'

/** Not by these names do people reach a chat model. */
const odd = /audio|realtime|image|^computer-use|^daybreak/

describe('the encoding of a model', () => {
  it('is what gpt-tokenizer takes', () => {
    const newer = chatEnabledModels.filter((model) => !odd.test(model) && !cl100k_base.some((old) => old === model))
    expect(newer.length).toBeGreaterThan(50)
    for (const model of cl100k_base)
      expect({ model, ...encodingOf(model) }).toEqual({ model, name: 'cl100k_base', own: true })
    for (const model of newer) expect({ model, ...encodingOf(model) }).toEqual({ model, name: 'o200k_base', own: true })
  })

  it.each([
    ['openai/gpt-4o', 'o200k_base', true],
    ['ft:gpt-3.5-turbo:me::1', 'cl100k_base', true],
    ['gpt-35-turbo', 'cl100k_base', true],
    ['claude-opus-5', 'o200k_base', false],
    ['gpt-4all', 'o200k_base', false],
    ['', 'o200k_base', false],
  ])('of %s is %s, its own: %j', (model, name, own) => {
    expect(encodingOf(model)).toEqual({ name, own })
  })
})

describe('a vocabulary', () => {
  let count: CountText
  beforeAll(async () => {
    count = await importEncoding('cl100k_base')
  })

  it('counts', () => {
    expect(count('Hello world')).toBe(2)
    expect(count('')).toBe(0)
  })

  it('takes special tokens for text', () => {
    expect(count('<|endoftext|><|im_start|>')).toBeGreaterThan(5)
  })
})
