import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askedPaths } from './asked-paths.ts'
import { type Feature, featureNames, features } from './features.ts'

const call = { role: 'assistant', tool_calls: [{ id: '1' }] }
const parts = (...types: readonly string[]) => [{ role: 'user', content: types.map((type) => ({ type })) }]

const asking: readonly (readonly [Feature, Readonly<Record<string, unknown>>, readonly string[]])[] = [
  ['temperature', { temperature: 0 }, ['temperature']],
  ['top_p', { top_p: 0.5 }, ['top_p']],
  ['stop', { stop: 'x' }, ['stop']],
  ['seed', { seed: 0 }, ['seed']],
  ['n', { n: 2 }, ['n']],
  ['penalties', { presence_penalty: 1, frequency_penalty: -1 }, ['frequency_penalty', 'presence_penalty']],
  ['logit_bias', { logit_bias: { 5: 1 } }, ['logit_bias']],
  ['logprobs', { logprobs: true, top_logprobs: 2 }, ['logprobs', 'top_logprobs']],
  ['logprobs', { logprobs: 0 }, ['logprobs']],
  [
    'tools',
    { tools: [{}], messages: [{ role: 'user' }, call, { role: 'tool' }] },
    ['tools', 'messages[1]', 'messages[2]'],
  ],
  ['tools', { functions: [{}] }, ['functions']],
  ['tools', { messages: [{ role: 'function' }, { function_call: {} }] }, ['messages[0]', 'messages[1]']],
  ['tool_choice', { tool_choice: 'required', function_call: { name: 'f' } }, ['tool_choice', 'function_call']],
  ['parallel_tool_calls', { parallel_tool_calls: false }, ['parallel_tool_calls']],
  ['json_object', { response_format: { type: 'json_object' } }, ['response_format']],
  ['json_schema', { response_format: { type: 'json_schema' } }, ['response_format']],
  ['reasoning', { reasoning_effort: 'low', thinking: { type: 'enabled' } }, ['reasoning_effort', 'thinking']],
  ['web_search', { web_search_options: {} }, ['web_search_options']],
  ['prediction', { prediction: {} }, ['prediction']],
  ['audio_output', { modalities: ['text', 'audio'], audio: {} }, ['audio', 'modalities']],
  ['images', { messages: parts('text', 'image_url') }, ['messages[0].content[1]']],
  ['files', { messages: parts('file', 'file') }, ['messages[0].content[0]', 'messages[0].content[1]']],
  ['audio', { messages: parts('input_audio') }, ['messages[0].content[0]']],
  ['dimensions', { dimensions: 8 }, ['dimensions']],
  ['token_input', { input: [1, 2] }, ['input']],
  ['token_input', { prompt: [[1]] }, ['prompt']],
  ['suffix', { suffix: 'x' }, ['suffix']],
  ['echo', { echo: true }, ['echo']],
  ['best_of', { best_of: 2 }, ['best_of']],
]

/** Asks for nothing that not every model does. */
const neutral = {
  ...{ temperature: 1, top_p: 1, stop: [], n: 1, frequency_penalty: 0, presence_penalty: 0, logit_bias: {} },
  ...{ logprobs: false, top_logprobs: 0, tools: [], functions: [], tool_choice: 'auto', parallel_tool_calls: true },
  ...{ response_format: { type: 'text' }, reasoning_effort: 'none', thinking: { type: 'disabled' } },
  ...{ modalities: ['text'], suffix: '', echo: false, best_of: 1, input: ['text'], prompt: 'text', tool_calls: [] },
  messages: [{ role: 'user', content: 'x', tool_calls: [] }, { role: 'assistant', content: null }, ...parts('text')],
}

describe('askedPaths', () => {
  it.each(asking)('finds %s in %j', (feature, request, expected) => {
    expect(askedPaths(feature, request)).toEqual(expected)
  })

  it('is tested for every feature', () => {
    expect([...new Set(asking.map(([feature]) => feature))].sort()).toEqual([...featureNames].sort())
  })

  it.each(featureNames)('finds no %s where nothing is asked', (feature) => {
    expect(askedPaths(feature, neutral)).toEqual([])
    expect(askedPaths(feature, {})).toEqual([])
    const nulls = Object.fromEntries(features[feature].params.map((name) => [name, null]))
    expect(askedPaths(feature, { ...nulls, messages: null })).toEqual([])
  })

  it('never fails, whatever the request', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('messages', 'tools', 'n', 'input', 'thinking'), fc.jsonValue()),
        (body) => featureNames.every((feature) => Array.isArray(askedPaths(feature, body))),
      ),
    )
  })
})
