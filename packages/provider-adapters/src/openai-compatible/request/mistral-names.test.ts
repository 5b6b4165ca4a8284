import { expect, it } from 'vitest'
import { rewriting } from '../../test-support/rewriting.test.ts'
import { mistralNames } from './mistral-names.ts'

it.each([
  [
    { tool_choice: 'required', seed: 0 },
    { tool_choice: 'any', random_seed: 0 },
  ],
  [{ seed: 1, random_seed: 2 }, { random_seed: 2 }],
  [{ tool_choice: 'auto' }, { tool_choice: 'auto' }],
  [{ tool_choice: { type: 'function' } }, { tool_choice: { type: 'function' } }],
  [{}, {}],
])('Mistral says for %j %j', (body, expected) => {
  expect(rewriting(mistralNames, body)).toEqual(expected)
})
