import { encodeChat } from 'gpt-tokenizer/encoding/cl100k_base'
import { beforeAll, describe, expect, it } from 'vitest'
import { importEncoding } from './encodings.ts'
import { type TokenCounter, tokenCounter } from './token-counter.ts'

const chat = (content: string, rest: object = {}) => ({ model: 'm', messages: [{ role: 'user', content }], ...rest })
const words = (count: number) => 'word '.repeat(count)

let counter: TokenCounter
beforeAll(async () => {
  counter = tokenCounter()
  await Promise.all([counter.load('gpt-4'), counter.load('gpt-4o')])
})

describe('the count', () => {
  it('of a chat is that of OpenAI', () => {
    const messages = [
      { role: 'system' as const, content: 'You are brief, and speak of the weather only.' },
      { role: 'user' as const, content: 'Will it rain in Rome tomorrow? 我要带伞吗？' },
    ]
    const tokens = encodeChat(messages, 'gpt-4').length
    expect(counter.inputTokens({ model: 'm', messages }, 'gpt-4')).toEqual({ tokens, exact: true })
  })

  it('is of the model’s own vocabulary, or close to it with a factor', () => {
    expect(counter.inputTokens({ model: 'm', input: words(100) }, 'gpt-4o')).toEqual({ tokens: 101, exact: true })
    expect(counter.inputTokens({ model: 'm', input: words(100) }, 'claude-opus-5')).toEqual({
      tokens: 112,
      exact: false,
    })
    expect(counter.inputTokens({ model: 'm', input: words(100) }, 'gemini-2.5-pro')).toEqual({
      tokens: 101,
      exact: false,
    })
  })

  it('is of all prompts together', () => {
    expect(counter.inputTokens({ model: 'm', input: ['word', 'word'] }, 'gpt-4')).toEqual({ tokens: 2, exact: true })
    expect(counter.inputTokens({ model: 'm', prompt: [1, 2, 3] }, 'gpt-4')).toEqual({ tokens: 3, exact: true })
  })

  it('is not exact with tools, with images, after a cut', () => {
    const tools = [{ type: 'function', function: { name: 'f' } }]
    expect(counter.inputTokens(chat('Hi', { tools }), 'gpt-4').exact).toBe(false)
    expect(counter.inputTokens(chat('a'.repeat(1000)), 'gpt-4').exact).toBe(false)
  })

  it('takes special tokens for text', () => {
    expect(counter.inputTokens(chat('<|endoftext|>'), 'gpt-4').tokens).toBeGreaterThan(8)
  })

  it('is an estimate over a megabyte, and without the vocabulary', () => {
    const large = { model: 'm', input: 'a'.repeat(2_000_000) }
    expect(counter.inputTokens(large, 'gpt-4')).toEqual({ tokens: 500_000, exact: false })
    expect(tokenCounter().inputTokens({ model: 'm', input: 'a'.repeat(400) }, 'gpt-4')).toEqual({
      tokens: 100,
      exact: false,
    })
  })
})

describe('whether a request fits', () => {
  it.each([
    [100, 108, true],
    [100, 107, false],
    [50_000, 8192, false],
    [8000, 8192, true],
  ])('%i words into %i: %j', (count, window, fits) => {
    expect(counter.fitsWindow(chat(words(count)), 'gpt-4', window)).toBe(fits)
  })

  it('is asked of each prompt for itself', () => {
    const input = [words(60), words(60)]
    expect(counter.fitsWindow({ model: 'm', input }, 'gpt-4', 70)).toBe(true)
    expect(counter.fitsWindow({ model: 'm', input }, 'gpt-4', 50)).toBe(false)
  })

  it('is estimated over a megabyte', () => {
    const large = { model: 'm', input: 'a'.repeat(2_000_000) }
    expect(counter.fitsWindow(large, 'gpt-4', 600_000)).toBe(true)
    expect(counter.fitsWindow(large, 'gpt-4', 400_000)).toBe(false)
  })
})

describe('loading', () => {
  const spied = () => {
    const loads: string[] = []
    const counter = tokenCounter({
      importEncoding: (name) => {
        loads.push(name)
        return importEncoding(name)
      },
    })
    return { loads, counter }
  }

  it('waits until bytes do not settle it', async () => {
    const { loads, counter } = spied()
    expect(counter.prepare(chat(words(100)), 'gpt-4o', 128_000)).toBeUndefined()
    expect(counter.fitsWindow(chat(words(100)), 'gpt-4o', 128_000)).toBe(true)
    expect(counter.prepare(chat('a'.repeat(2_000_000)), 'gpt-4o', 128_000)).toBeUndefined()
    expect(loads).toEqual([])

    await counter.prepare(chat(words(7000)), 'gpt-4', 8192)
    expect(loads).toEqual(['cl100k_base'])
    expect(counter.prepare(chat(words(7000)), 'gpt-4', 8192)).toBeUndefined()
  })

  it('happens once', async () => {
    const { loads, counter } = spied()
    await Promise.all([counter.load('gpt-4'), counter.load('gpt-3.5-turbo'), counter.load('gpt-4o')])
    expect(loads).toEqual(['cl100k_base', 'o200k_base'])
  })
})
