import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { chatBody } from './request.ts'
import { developerApi, type Surface, vertexAi } from './surface.ts'

const bodyOf = (request: object, model = 'gemini-3-flash-preview', surface: Surface = developerApi) =>
  JSON.parse(chatBody(chatCall(request, { deployment: { model } }), surface))

const user = { role: 'user', parts: [{ text: 'Hi' }] }
const tool = (name: string, more: JsonObject = {}) => ({ type: 'function', function: { name, ...more } })
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }

describe('chatBody', () => {
  it('sends a plain question', () => {
    expect(bodyOf({})).toEqual({ contents: [user] })
  })

  it('gives the system a place of its own, where there is one and anything else is said', () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
      { role: 'developer', content: 'Be brief.' },
    ]
    const parts = [{ text: 'Be kind.' }, { text: 'Be brief.' }]
    expect(bodyOf({ messages })).toEqual({ systemInstruction: { parts }, contents: [user] })
    expect(bodyOf({ messages }, 'gemma-3-27b-it')).toEqual({
      contents: [{ role: 'user', parts: [...parts, { text: 'Hi' }] }],
    })
    expect(bodyOf({ messages: [messages[0]] })).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Be kind.' }] }],
    })
  })

  it('puts the parameters in its own words', () => {
    const asked = {
      ...{ max_tokens: 9, temperature: 0.5, top_p: 0.9, top_k: 3, stop: 'x', seed: 7, n: 2 },
      ...{ presence_penalty: 0.1, frequency_penalty: 0.2, logprobs: true, top_logprobs: 4 },
    }
    expect(bodyOf(asked).generationConfig).toEqual({
      ...{ maxOutputTokens: 9, temperature: 0.5, topP: 0.9, topK: 3, stopSequences: ['x'], seed: 7, candidateCount: 2 },
      ...{ presencePenalty: 0.1, frequencyPenalty: 0.2, responseLogprobs: true, logprobs: 4 },
    })
  })

  it('says nothing of what the caller left open', () => {
    const open = { temperature: null, stop: null, n: 1, tools: null, logprobs: false, logit_bias: {}, audio: null }
    expect(bodyOf(open)).toEqual({ contents: [user] })
  })

  it('passes on what is its own', () => {
    const safety_settings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }]
    const asked = { safety_settings, cached_content: 'cachedContents/x', service_tier: 'flex', labels: { team: 'a' } }
    expect(bodyOf(asked)).toMatchObject({
      ...{ safetySettings: safety_settings, cachedContent: 'cachedContents/x', serviceTier: 'flex' },
    })
    expect(bodyOf(asked)).not.toHaveProperty('labels')
    expect(bodyOf(asked, 'gemini-3-flash-preview', vertexAi)).toMatchObject({ labels: { team: 'a' } })
    expect(bodyOf(asked, 'gemini-3-flash-preview', vertexAi)).not.toHaveProperty('serviceTier')
  })

  it.each([
    ['gemini-2.5-flash', { responseMimeType: 'application/json', responseJsonSchema: schema }],
    ['gemini-2.0-flash', { responseMimeType: 'application/json', responseSchema: schema }],
  ])('asks %s for JSON by a schema', (model, config) => {
    const response_format = { type: 'json_schema', json_schema: { name: 'n', schema } }
    expect(bodyOf({ response_format }, model).generationConfig).toEqual(config)
    const plain = { responseMimeType: 'application/json' }
    expect(bodyOf({ response_format: { type: 'json_object' } }, model).generationConfig).toEqual(plain)
  })

  it('asks for speech and for images', () => {
    const speech = { modalities: ['audio'], audio: { voice: 'Kore', format: 'pcm16' } }
    expect(bodyOf(speech).generationConfig).toEqual({
      responseModalities: ['AUDIO'],
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
    })
    expect(bodyOf({ modalities: ['text', 'image'] }).generationConfig).toEqual({
      responseModalities: ['TEXT', 'IMAGE'],
    })
    expect(bodyOf({ modalities: ['text'] })).not.toHaveProperty('generationConfig')
  })
})

describe('tools', () => {
  const tools = [tool('f', { description: 'd', parameters: schema }), tool('g')]
  const empty = { type: 'object', properties: {} }

  it('are declared by JSON Schema, or for older models by what they know of it', () => {
    expect(bodyOf({ tools }).tools).toEqual([
      {
        functionDeclarations: [
          { name: 'f', description: 'd', parametersJsonSchema: schema },
          { name: 'g', parametersJsonSchema: empty },
        ],
      },
    ])
    expect(bodyOf({ tools }, 'gemini-2.0-flash').tools).toEqual([
      { functionDeclarations: [{ name: 'f', description: 'd', parameters: schema }, { name: 'g' }] },
    ])
  })

  it.each([
    ['auto', { mode: 'AUTO' }],
    ['none', { mode: 'NONE' }],
    ['required', { mode: 'ANY' }],
    [
      { type: 'function', function: { name: 'g' } },
      { mode: 'ANY', allowedFunctionNames: ['g'] },
    ],
  ])('are chosen from: %j', (tool_choice, functionCallingConfig) => {
    expect(bodyOf({ tools, tool_choice }).toolConfig).toEqual({ functionCallingConfig })
  })

  it('are held to their schema where one is strict', () => {
    const strict = [tool('f', { strict: true })]
    expect(bodyOf({ tools: strict }).toolConfig).toEqual({ functionCallingConfig: { mode: 'VALIDATED' } })
    expect(bodyOf({ tools })).not.toHaveProperty('toolConfig')
  })

  it.each([
    [{ googleSearch: {} }, { googleSearch: {} }],
    [{ google_search: { a: 1 } }, { googleSearch: { a: 1 } }],
    [{ type: 'url_context' }, { urlContext: {} }],
    [{ type: 'code_execution', b: 2 }, { codeExecution: { b: 2 } }],
  ])('of its own are taken as they are written: %j', (written, sent) => {
    expect(bodyOf({ tools: [written] }).tools).toEqual([sent])
  })

  it('search the web where that is asked for', () => {
    expect(bodyOf({ web_search_options: {} }).tools).toEqual([{ googleSearch: {} }])
  })

  it('go together with JSON as the answer where the model can do both', () => {
    const asked = { tools, response_format: { type: 'json_object' } }
    expect(bodyOf(asked)).toMatchObject({ tools: [{}], generationConfig: { responseMimeType: 'application/json' } })
    expect(bodyOf({ ...asked, tool_choice: 'none' }, 'gemini-2.5-flash')).not.toHaveProperty('tools')
  })
})

describe('reasoning', () => {
  const effort = (reasoning_effort: string) => ({ reasoning_effort })
  const thinking = (thinking: object) => ({ thinking })

  it.each<readonly [model: string, asked: object, config: object | undefined]>([
    ['gemini-2.5-flash', {}, undefined],
    ['gemini-2.5-flash', effort('none'), { includeThoughts: false, thinkingBudget: 0 }],
    ['gemini-2.5-flash', effort('minimal'), { includeThoughts: true, thinkingBudget: 128 }],
    ['gemini-2.5-flash', effort('high'), { includeThoughts: true, thinkingBudget: 4096 }],
    ['gemini-2.5-flash', thinking({ type: 'adaptive' }), { includeThoughts: true, thinkingBudget: -1 }],
    ['gemini-2.5-flash-lite', effort('minimal'), { includeThoughts: true, thinkingBudget: 512 }],
    ['gemini-2.5-pro', effort('none'), { includeThoughts: false, thinkingBudget: 128 }],
    [
      'gemini-2.5-pro',
      thinking({ type: 'enabled', budget_tokens: 777 }),
      { includeThoughts: true, thinkingBudget: 777 },
    ],
    ['gemini-3-pro-preview', effort('minimal'), { includeThoughts: true, thinkingLevel: 'low' }],
    ['gemini-3-pro-preview', effort('medium'), { includeThoughts: true, thinkingLevel: 'high' }],
    ['gemini-3-pro-preview', effort('none'), { includeThoughts: false, thinkingLevel: 'low' }],
    ['gemini-3.1-pro-preview', effort('medium'), { includeThoughts: true, thinkingLevel: 'medium' }],
    ['gemini-3-flash-preview', effort('minimal'), { includeThoughts: true, thinkingLevel: 'minimal' }],
    ['gemini-3-flash-preview', effort('none'), { includeThoughts: false, thinkingLevel: 'minimal' }],
    ['gemini-3.5-flash-lite', effort('minimal'), { includeThoughts: true, thinkingLevel: 'minimal' }],
    ['gemini-3.8-flash', effort('minimal'), { includeThoughts: true, thinkingLevel: 'low' }],
    ['gemini-3.8-flash', effort('max'), { includeThoughts: true, thinkingLevel: 'high' }],
    ['gemini-3.8-flash', thinking({ type: 'adaptive' }), { includeThoughts: true }],
    [
      'gemini-3.8-flash',
      thinking({ type: 'enabled', budget_tokens: 777 }),
      { includeThoughts: true, thinkingBudget: 777 },
    ],
    ['gemini-flash-latest', effort('minimal'), { includeThoughts: true, thinkingLevel: 'low' }],
    ['gemini-2.0-flash', effort('none'), undefined],
  ])('of %s for %j is %j', (model, asked, config) => {
    expect(bodyOf(asked, model).generationConfig?.thinkingConfig).toEqual(config)
  })

  it('goes by base_model where that is stated', () => {
    const call = chatCall(effort('low'), { deployment: { model: '4711', info: { base_model: 'gemini-2.5-pro' } } })
    expect(JSON.parse(chatBody(call, vertexAi)).generationConfig.thinkingConfig.thinkingBudget).toBe(1024)
  })
})

interface On {
  readonly model?: string
  readonly surface?: Surface
}

it('passes on what the caller insists on, as it is', () => {
  const asked = { logit_bias: { 1: 2 }, parallel_tool_calls: false, tools: [tool('f')] }
  const call = { ...chatCall(asked), allowedParams: ['logit_bias', 'parallel_tool_calls'] }
  expect(JSON.parse(chatBody(call, developerApi))).toMatchObject({
    ...{ logit_bias: { 1: 2 }, parallel_tool_calls: false, tools: [{ functionDeclarations: [{ name: 'f' }] }] },
  })
})

describe('is refused, by name, before anything is sent:', () => {
  const image = (url: string) => ({
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
  })
  const file = { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'files/a' } }] }] }
  const json = { response_format: { type: 'json_object' }, tools: [tool('f')] }
  const place = 'messages[0].content[0]'

  it.each<readonly [param: string, request: object, on: On]>([
    ['logit_bias', { logit_bias: { 1: 1 } }, {}],
    ['prediction', { prediction: { type: 'content', content: 'x' } }, {}],
    ['parallel_tool_calls', { parallel_tool_calls: false, tools: [tool('f')] }, {}],
    ['tools[0]', { tools: [{ type: 'bash_20250124' }] }, {}],
    ['reasoning_effort', { reasoning_effort: 'low' }, { model: 'gemini-2.0-flash' }],
    ['response_format', json, { model: 'gemini-2.5-flash' }],
    ['response_format', { ...json, tool_choice: 'required' }, {}],
    [place, image('https://x/a.png'), { model: 'gemini-2.0-flash' }],
    [place, file, { surface: vertexAi }],
  ])('%s', (param, request, { model, surface }) => {
    expect(() => bodyOf(request, model, surface)).toThrow(
      expect.objectContaining({ kind: 'bad-request', code: 'unsupported_parameter', param }),
    )
  })

  it.each<readonly [param: string, request: object, on: On]>([
    [place, image('http://x/a.png'), {}],
    [place, image('file:///etc/passwd'), {}],
    [place, image('https://x/a'), { surface: vertexAi }],
    ['audio', { modalities: ['audio'] }, {}],
    ['audio.format', { modalities: ['audio'], audio: { voice: 'v', format: 'mp3' } }, {}],
    ['n', { n: 0 }, {}],
  ])('%s, because it makes no sense: %j', (param, request, { model, surface }) => {
    expect(() => bodyOf(request, model, surface)).toThrow(expect.objectContaining({ kind: 'bad-request', param }))
  })
})
