import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tokenCounter } from './token-counter.ts'
import { upperBoundTokens } from './upper-bound.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.lorem(),
  fc.constantFrom('<|endoftext|>', '\ud800'),
)
const part = fc.oneof(
  fc.record({ type: fc.constant('text'), text }),
  fc.record({
    type: fc.constant('image_url'),
    image_url: fc.record({ url: text, detail: fc.constantFrom('low', 'high') }),
  }),
  fc.record({ type: fc.constant('input_audio'), data: text }),
)
const call = fc.record({
  id: text,
  type: fc.constant('function'),
  function: fc.record({ name: text, arguments: text }),
})
const message = fc.record(
  {
    role: fc.constantFrom('user', 'assistant', 'tool'),
    content: fc.oneof(text, fc.array(part)),
    name: text,
    tool_calls: fc.array(call),
  },
  { requiredKeys: ['role'] },
)
const tools = fc.array(
  fc.record({ type: fc.constant('function'), function: fc.record({ name: text, description: text }) }),
)
const tokens = fc.array(fc.nat(), { minLength: 1 })
const request = fc.oneof(
  fc.record({ model: text, messages: fc.array(message), tools }),
  fc.record({ model: text, prompt: fc.oneof(text, fc.array(text), tokens, fc.array(tokens)) }),
  fc.record({ model: text, input: fc.oneof(text, fc.array(text), tokens, fc.array(tokens)) }),
)

it('is never less than the count, for any model and request', async () => {
  const counter = tokenCounter()
  await Promise.all([counter.load('gpt-4'), counter.load('gpt-4o')])
  const models = fc.constantFrom('gpt-4', 'gpt-4o', 'claude-opus-5', 'gemini-2.5-pro')
  fc.assert(
    fc.property(request, models, (given, model) => {
      const bound = upperBoundTokens(given, model)
      expect(counter.inputTokens(given, model).tokens).toBeLessThanOrEqual(bound)
      expect(counter.fitsWindow(given, model, bound)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

it('is the bytes and the frames', () => {
  expect(upperBoundTokens({ model: 'm', input: 'été' })).toBe(5)
  expect(upperBoundTokens({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })).toBe(22)
  expect(upperBoundTokens({ model: 'm', input: 'x'.repeat(100) }, 'claude-2')).toBe(111)
})
