import { describe, expect, it } from 'vitest'
import { parseErrorBody } from './error-body.ts'

const cases: readonly (readonly [who: string, body: string, said: ReturnType<typeof parseErrorBody>])[] = [
  [
    'OpenAI',
    '{"error":{"message":"No.","type":"invalid_request_error","param":"n","code":"unsupported_value"}}',
    { message: 'No.', type: 'invalid_request_error', param: 'n', code: 'unsupported_value' },
  ],
  ['OpenAI with nulls', '{"error":{"message":"No.","type":null,"param":null,"code":null}}', { message: 'No.' }],
  [
    'Anthropic',
    '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    { message: 'Overloaded', type: 'overloaded_error' },
  ],
  ['OpenRouter, with a number', '{"error":{"message":"No.","code":429}}', { message: 'No.' }],
  [
    'xAI, with a string',
    '{"code":"invalid-argument","error":"Incorrect API key"}',
    { message: 'Incorrect API key', code: 'invalid-argument' },
  ],
  ['Ollama', '{"error":"model not found"}', { message: 'model not found' }],
  ['Cohere', '{"message":"invalid api token"}', { message: 'invalid api token' }],
  ['AWS', '{"Message":"Forbidden"}', { message: 'Forbidden' }],
  ['Mistral', '{"detail":"Invalid API Key"}', { message: 'Invalid API Key' }],
  ['a server that says it in plain words', ' upstream connect error\n', { message: 'upstream connect error' }],
  ['a page', '\n<html><body>502 Bad Gateway</body></html>', { message: '' }],
  ['nothing', '', { message: '' }],
  ['JSON that is no object', '[1]', { message: '[1]' }],
]

describe('parseErrorBody', () => {
  it.each(cases)('reads what %s says', (_who, body, said) => {
    expect(parseErrorBody(body)).toEqual(said)
  })
})
