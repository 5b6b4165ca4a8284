import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseErrorBody } from './error-body.ts'

type Said = ReturnType<typeof parseErrorBody>
type Case = readonly [who: string, body: string, said: Omit<Said, 'words'> & { readonly words?: Said['words'] }]

const google = (message: string, ...details: readonly object[]) =>
  JSON.stringify({ error: { code: 429, message, status: 'RESOURCE_EXHAUSTED', details } })

const cases: readonly Case[] = [
  [
    'OpenAI',
    '{"error":{"message":"No.","type":"invalid_request_error","param":"n","code":"unsupported_value"}}',
    { message: 'No.', param: 'n', code: 'unsupported_value', words: ['unsupported_value', 'invalid_request_error'] },
  ],
  ['OpenAI with nulls', '{"error":{"message":"No.","type":null,"param":null,"code":null}}', { message: 'No.' }],
  [
    'Azure',
    '{"error":{"message":"No.","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}',
    {
      ...{ message: 'No.', code: 'content_filter', status: 400 },
      words: ['content_filter', 'ResponsibleAIPolicyViolation'],
    },
  ],
  [
    'Anthropic',
    '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    { message: 'Overloaded', words: ['overloaded_error', 'error'] },
  ],
  [
    'Anthropic, with a code in the details',
    '{"error":{"type":"rate_limit_error","message":"No.","details":{"error_code":"enforced_spend_limit_reached"}}}',
    { message: 'No.', words: ['rate_limit_error', 'enforced_spend_limit_reached'] },
  ],
  [
    'Google',
    google(
      'No.',
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED' },
      { violations: [{ quotaId: 'RequestsPerDay' }] },
      { retryDelay: '34.5s' },
    ),
    {
      ...{ message: 'No.', status: 429, retryMs: 34_500 },
      words: ['RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED', 'SPENT_QUOTA'],
    },
  ],
  [
    'Google, with nonsense for a delay',
    google('No.', { retryDelay: 'soon' }, { retryDelay: 5 }, { violations: 'x' }),
    {
      ...{ message: 'No.', status: 429, words: ['RESOURCE_EXHAUSTED'] },
    },
  ],
  ['Google, in an array', `[${google('No.')}]`, { message: 'No.', status: 429, words: ['RESOURCE_EXHAUSTED'] }],
  ['OpenRouter, with a number', '{"error":{"message":"No.","code":429}}', { message: 'No.', status: 429 }],
  [
    'OpenRouter, of the provider behind it',
    '{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"slow down"}}}',
    { message: 'slow down', status: 429 },
  ],
  [
    'OpenRouter, of the provider behind it, in JSON',
    JSON.stringify({
      error: {
        code: 400,
        message: 'x',
        metadata: { raw: '{"error":{"message":"No.","code":"context_length_exceeded"}}' },
      },
    }),
    { message: 'No.', status: 400, words: ['context_length_exceeded'] },
  ],
  [
    'OpenRouter, of what was moderated',
    '{"error":{"message":"No.","code":403,"metadata":{"reasons":["violence"]}}}',
    { message: 'No.', status: 403, words: ['moderation'] },
  ],
  [
    'xAI, with a string',
    '{"code":"invalid-argument","error":"Incorrect API key"}',
    { message: 'Incorrect API key', code: 'invalid-argument', words: ['invalid-argument'] },
  ],
  ['Ollama', '{"error":"model not found"}', { message: 'model not found' }],
  [
    'Cohere',
    '{"error_type":"TOO_MANY_TOKENS","message":"too many"}',
    { message: 'too many', words: ['TOO_MANY_TOKENS'] },
  ],
  ['AWS', '{"Message":"Forbidden"}', { message: 'Forbidden' }],
  [
    'AWS, with the class in the body',
    '{"__type":"com.amazon#ThrottlingException"}',
    {
      ...{ message: '', words: ['ThrottlingException'] },
    },
  ],
  [
    'Mistral',
    '{"object":"error","message":"No.","type":"invalid_model","param":null,"code":"1500"}',
    { message: 'No.', code: '1500', words: ['1500', 'invalid_model'] },
  ],
  ['Mistral of a key', '{"detail":"Invalid API Key"}', { message: 'Invalid API Key' }],
  [
    'Mistral of a field',
    '{"object":"error","message":{"detail":[{"loc":["body","messages",0,"x"],"msg":"No."}]},"type":"invalid"}',
    { message: 'No.', param: 'messages.0.x', words: ['invalid'] },
  ],
  ['FastAPI', '{"detail":[{"loc":["body"],"msg":"No.","type":"missing"}]}', { message: 'No.' }],
  [
    'watsonx',
    '{"errors":[{"code":"model_not_supported","message":"No."}],"status_code":404}',
    { message: 'No.', code: 'model_not_supported', words: ['model_not_supported'] },
  ],
  ['a server that says it in plain words', ' upstream connect error\n', { message: 'upstream connect error' }],
  ['a page', '\n<html><body>502 Bad Gateway</body></html>', { message: '' }],
  ['nothing', '', { message: '' }],
  ['JSON that is no object', '[1]', { message: '[1]' }],
]

describe('parseErrorBody', () => {
  it.each(cases)('reads what %s says', (_who, body, said) => {
    expect(parseErrorBody(body)).toEqual({ words: [], ...said })
  })

  it('reads the class in AWS’s header, without where it is described', () => {
    const headers = { 'x-amzn-errortype': 'ValidationException:http://internal.amazon.com/coral/' }
    expect(parseErrorBody('{"message":"No."}', headers)).toEqual({ message: 'No.', words: ['ValidationException'] })
    expect(parseErrorBody('', headers).words).toEqual(['ValidationException'])
  })

  it('never fails, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const body of [value, { error: value }, { error: { metadata: value, details: value, code: value } }])
          parseErrorBody(JSON.stringify(body))
      }),
    )
  })
})
