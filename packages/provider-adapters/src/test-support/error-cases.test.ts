import type { ErrorKind, Fault } from '@turnout/core'

/** What an error is to be taken for. */
export interface Expected {
  readonly kind: ErrorKind
  readonly code?: string
  readonly param?: string
  /** Where it is not the kind's. */
  readonly fault?: Fault
  readonly retryAfterMs?: number
  readonly worthRetrying?: false
}

/** The recorded errors, by case, and errors inside a 200. */
export const recordedErrors: Readonly<Record<string, Expected>> = {
  'openai/error-400-bad-request': { kind: 'bad-request', code: 'unsupported_parameter', param: 'max_tokens' },
  'openai/error-404-unknown-model': { kind: 'not-found' },
  'openai/error-401-invalid-key': { kind: 'authentication' },
  'openai/error-400-context-length-responses': { kind: 'context-window', param: 'input' },
  'openai/error-400-system-role-unsupported': {
    ...{ kind: 'bad-request', code: 'unsupported_value', param: 'messages[0].role' },
  },
  'openai-responses/error-insufficient-quota-stream': { kind: 'quota' },
  'openai-responses/error-rate-limit-stream': { kind: 'rate-limit', fault: 'caller', worthRetrying: false },
  'azure/content-filter-prompt': { kind: 'content-policy', param: 'prompt' },
  'azure/error-429-retry-after-ms': { kind: 'rate-limit', retryAfterMs: 1_000 },
  'azure/error-401': { kind: 'authentication' },
  'anthropic/error-400-prompt-too-long': { kind: 'context-window' },
  'anthropic/error-401': { kind: 'authentication' },
  'gemini/error-429-quota-retry-info': { kind: 'rate-limit', retryAfterMs: 48_939.935_699 },
  'gemini/error-400-api-key': { kind: 'authentication' },
  'vertex/error-400-context-length': { kind: 'context-window' },
  'vertex/error-400-invalid-temperature': { kind: 'bad-request' },
  'vertex/error-429-quota': { kind: 'quota' },
  'bedrock/error-400-context-length': { kind: 'context-window' },
  'bedrock/error-403-auth': { kind: 'authentication' },
  'bedrock/error-400-on-demand-unsupported': { kind: 'not-found' },
  'mistral/error-401': { kind: 'authentication' },
  'cohere/error-400-too-many-tokens': { kind: 'context-window' },
  'cohere/error-401': { kind: 'authentication' },
  'groq/error-400-tool-use-failed': { kind: 'bad-request', code: 'tool_use_failed' },
  'groq/error-404-model': { kind: 'not-found' },
  'deepseek/error-400-context-length': { kind: 'context-window' },
  'deepseek/error-401': { kind: 'authentication' },
  'ollama/openai-compat-error-400-context': { kind: 'context-window' },
  'xai/error-400-auth': { kind: 'authentication' },
  'openrouter/error-400-context-length': { kind: 'context-window' },
  'openrouter/error-429-provider': { kind: 'rate-limit' },
  'openrouter/error-401': { kind: 'authentication' },
  'perplexity/error-400-too-long': { kind: 'context-window' },
  'llamacpp/error-400-context-overflow': { kind: 'context-window' },
}

/** An answer that nobody recorded, made from the provider's documents. */
export interface SyntheticError {
  readonly provider: string
  readonly status: number
  readonly body: object | string
  readonly headers?: Readonly<Record<string, string>>
  readonly expected: Expected
}

const openai = (message: string, code: string | null = null, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
})
const anthropic = (type: string, message: string, details?: object) => ({
  type: 'error',
  error: { type, message, ...(details ? { details } : {}) },
})
const google = (code: number, status: string, message: string, ...details: readonly object[]) => ({
  error: { code, message, status, details },
})
const reason = (word: string) => ({ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: word })
const aws = (status: number, name: string, message: string, expected: Expected): SyntheticError => ({
  ...{ provider: 'bedrock', status, headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` } },
  ...{ body: { message }, expected },
})

const tooLarge = 'in organization org-x on tokens per minute (TPM): Limit 6000, Requested 9000'
const neverFits: Expected = { kind: 'rate-limit', fault: 'caller', worthRetrying: false }

/** By what happened. Each is synthetic. */
export const syntheticErrors: Readonly<Record<string, SyntheticError>> = {
  'OpenAI: too many requests': {
    ...{ provider: 'openai', status: 429, headers: { 'retry-after': '7' } },
    body: openai(
      'Rate limit reached for gpt-4o in organization org-x on requests per min (RPM)',
      'rate_limit_exceeded',
    ),
    expected: { kind: 'rate-limit', retryAfterMs: 7_000 },
  },
  'OpenAI: too many tokens, the wait only in words': {
    ...{ provider: 'openai', status: 429 },
    body: openai('Rate limit reached: Limit 30000, Used 29000, Requested 2000. Please try again in 1m2.5s.', 'tokens'),
    expected: { kind: 'rate-limit', retryAfterMs: 62_500 },
  },
  'OpenAI: a request above the whole limit': {
    ...{
      provider: 'openai',
      status: 429,
      body: openai(`Request too large for gpt-4o ${tooLarge}.`, 'rate_limit_exceeded'),
    },
    expected: neverFits,
  },
  'OpenAI: no money': {
    ...{ provider: 'openai', status: 429, expected: { kind: 'quota' } },
    body: openai('You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  },
  'OpenAI: a flagged prompt': {
    ...{ provider: 'openai', status: 400, expected: { kind: 'content-policy' } },
    body: openai(
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
      'invalid_prompt',
    ),
  },
  'OpenAI: overloaded': {
    ...{ provider: 'openai', status: 503, body: openai('Slow down', 'slow_down'), expected: { kind: 'unavailable' } },
  },
  'OpenAI: broken': {
    ...{ provider: 'openai', status: 500, body: openai('Oops', null, 'server_error'), expected: { kind: 'server' } },
  },
  'OpenAI: an unknown model with a 400, as Responses has it': {
    ...{
      provider: 'openai',
      status: 400,
      body: openai('No such model', 'model_not_found'),
      expected: { kind: 'not-found' },
    },
  },
  'Azure: no such deployment': {
    ...{ provider: 'azure', status: 404, body: openai('No.', 'DeploymentNotFound'), expected: { kind: 'not-found' } },
  },
  'Azure: the wait in words': {
    ...{ provider: 'azure', status: 429, expected: { kind: 'rate-limit', retryAfterMs: 26_000 } },
    body: openai('Requests have exceeded call rate limit. Please retry after 26 seconds.', '429'),
  },
  'Anthropic: too many requests': {
    ...{ provider: 'anthropic', status: 429, headers: { 'retry-after': '12' } },
    ...{ body: anthropic('rate_limit_error', 'No.'), expected: { kind: 'rate-limit', retryAfterMs: 12_000 } },
  },
  'Anthropic: a spend limit': {
    ...{ provider: 'anthropic', status: 429, expected: { kind: 'quota' } },
    body: anthropic('rate_limit_error', 'No.', { error_code: 'enforced_spend_limit_reached' }),
  },
  'Anthropic: no money': {
    ...{ provider: 'anthropic', status: 400, expected: { kind: 'quota' } },
    body: anthropic('invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
  },
  'Anthropic: billing': {
    ...{ provider: 'anthropic', status: 402, body: anthropic('billing_error', 'No.'), expected: { kind: 'quota' } },
  },
  'Anthropic: too many bytes': {
    ...{ provider: 'anthropic', status: 413, body: anthropic('request_too_large', 'No.') },
    expected: { kind: 'context-window' },
  },
  'Anthropic: a blocked output': {
    ...{ provider: 'anthropic', status: 400, expected: { kind: 'content-policy' } },
    body: anthropic('invalid_request_error', 'Output blocked by content filtering policy'),
  },
  'Anthropic: overloaded': {
    ...{ provider: 'anthropic', status: 529, body: anthropic('overloaded_error', 'Overloaded') },
    expected: { kind: 'unavailable' },
  },
  'Anthropic: no permission': {
    ...{
      provider: 'anthropic',
      status: 403,
      body: anthropic('permission_error', 'No.'),
      expected: { kind: 'authentication' },
    },
  },
  'Anthropic: an unknown model': {
    ...{
      provider: 'anthropic',
      status: 404,
      body: anthropic('not_found_error', 'model: x'),
      expected: { kind: 'not-found' },
    },
  },
  'Anthropic: says that it is not worth another try': {
    ...{
      provider: 'anthropic',
      status: 500,
      headers: { 'x-should-retry': 'false' },
      body: anthropic('api_error', 'No.'),
    },
    expected: { kind: 'server', worthRetrying: false },
  },
  'Gemini: too many requests, the longest wait counts': {
    ...{ provider: 'gemini', status: 429, expected: { kind: 'rate-limit', retryAfterMs: 34_400 } },
    body: google(429, 'RESOURCE_EXHAUSTED', 'Please retry in 30s.', { retryDelay: '34.4s' }),
  },
  'Gemini: too many requests of a day': {
    ...{ provider: 'gemini', status: 429, expected: { kind: 'quota', retryAfterMs: 5_000 } },
    body: google(...([429, 'RESOURCE_EXHAUSTED', 'No.', { retryDelay: '5s' }] as const), {
      violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '250' }],
    }),
  },
  'Gemini: a model that the account does not have': {
    ...{ provider: 'gemini', status: 429, expected: { kind: 'quota', retryAfterMs: 5_000 } },
    body: google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for metric: x, limit: 0, model: y', { retryDelay: '5s' }),
  },
  'Gemini: overloaded': {
    ...{ provider: 'gemini', status: 503, body: google(503, 'UNAVAILABLE', 'The model is overloaded.') },
    expected: { kind: 'unavailable' },
  },
  'Gemini: too slow': {
    ...{
      provider: 'gemini',
      status: 504,
      body: google(504, 'DEADLINE_EXCEEDED', 'No.'),
      expected: { kind: 'timeout' },
    },
  },
  'Gemini: an unknown model': {
    ...{ provider: 'gemini', status: 404, body: google(404, 'NOT_FOUND', 'No.'), expected: { kind: 'not-found' } },
  },
  'Gemini: from where it does not serve': {
    ...{ provider: 'gemini', status: 400, expected: { kind: 'authentication' } },
    body: google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
  },
  'Vertex: an expired token': {
    ...{ provider: 'vertex_ai', status: 401, expected: { kind: 'authentication' } },
    body: google(401, 'UNAUTHENTICATED', 'No.', reason('ACCESS_TOKEN_EXPIRED')),
  },
  'Vertex: no permission': {
    ...{ provider: 'vertex_ai', status: 403, expected: { kind: 'authentication' } },
    body: google(403, 'PERMISSION_DENIED', 'No.', reason('IAM_PERMISSION_DENIED')),
  },
  'Vertex: no billing': {
    ...{ provider: 'vertex_ai', status: 403, expected: { kind: 'quota' } },
    body: google(403, 'PERMISSION_DENIED', 'No.', reason('BILLING_DISABLED')),
  },
  'Bedrock: too many tokens': aws(429, 'ThrottlingException', 'Too many tokens, please wait before trying again.', {
    kind: 'rate-limit',
  }),
  'Bedrock: a quota': aws(400, 'ServiceQuotaExceededException', 'No.', { kind: 'rate-limit' }),
  'Bedrock: a prompt that is too long': aws(400, 'ValidationException', 'Input is too long for requested model.', {
    kind: 'context-window',
  }),
  'Bedrock: an unknown model': aws(400, 'ValidationException', 'The provided model identifier is invalid.', {
    kind: 'not-found',
  }),
  'Bedrock: a bad request': aws(400, 'ValidationException', 'No.', { kind: 'bad-request' }),
  'Bedrock: no access': aws(403, 'AccessDeniedException', 'No.', { kind: 'authentication' }),
  'Bedrock: a token that is over': aws(403, 'ExpiredTokenException', 'No.', { kind: 'authentication' }),
  'Bedrock: no such resource': aws(404, 'ResourceNotFoundException', 'No.', { kind: 'not-found' }),
  'Bedrock: a model that starts': aws(429, 'ModelNotReadyException', 'No.', { kind: 'unavailable' }),
  'Bedrock: a model that fails': aws(424, 'ModelErrorException', 'No.', { kind: 'server' }),
  'Bedrock: a model that is too slow': aws(408, 'ModelTimeoutException', 'No.', { kind: 'timeout' }),
  'Bedrock: overloaded': aws(503, 'ServiceUnavailableException', 'No.', { kind: 'unavailable' }),
  'Bedrock: the class in the body alone': {
    ...{ provider: 'bedrock', status: 400, body: { __type: 'com.amazon#ThrottlingException', Message: 'No.' } },
    expected: { kind: 'rate-limit' },
  },
  'Cohere: a word on the deny list': {
    ...{ provider: 'cohere', status: 498, body: { message: 'invalid token' }, expected: { kind: 'content-policy' } },
  },
  'Cohere: cancelled': {
    ...{ provider: 'cohere', status: 499, body: { message: 'No.' }, expected: { kind: 'unavailable' } },
  },
  'Groq: no capacity': {
    ...{ provider: 'groq', status: 498, body: openai('No.', 'capacity_exceeded'), expected: { kind: 'unavailable' } },
  },
  'Groq: a request above the whole limit': {
    ...{ provider: 'groq', status: 413, expected: neverFits },
    body: openai(`Request too large for model \`x\` ${tooLarge}, please reduce.`, 'rate_limit_exceeded', 'tokens'),
  },
  'Groq: tokens of a minute, with a 413': {
    ...{
      provider: 'groq',
      status: 413,
      body: openai('Rate limit reached. Please try again in 7.66s.', 'rate_limit_exceeded'),
    },
    expected: { kind: 'rate-limit', retryAfterMs: 7_660 },
  },
  'Groq: a model that is gone': {
    ...{ provider: 'groq', status: 400, body: openai('No.', 'model_decommissioned'), expected: { kind: 'not-found' } },
  },
  'Mistral: an unknown model': {
    ...{ provider: 'mistral', status: 400, expected: { kind: 'not-found' } },
    body: { object: 'error', message: 'Invalid model: x', type: 'invalid_model', param: null, code: '1500' },
  },
  'Mistral: a field that it does not have': {
    ...{ provider: 'mistral', status: 422, expected: { kind: 'bad-request', param: 'seed' } },
    body: { object: 'error', message: { detail: [{ loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] } },
  },
  'Mistral: no capacity': {
    ...{ provider: 'mistral', status: 429, expected: { kind: 'rate-limit' } },
    body: { object: 'error', message: 'No.', type: 'service_tier_capacity_exceeded', code: '3505' },
  },
  'Mistral: a prompt that is too long': {
    ...{ provider: 'mistral', status: 400, expected: { kind: 'context-window', code: '3051' } },
    body: {
      message: 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length',
      code: '3051',
    },
  },
  'DeepSeek: no money': {
    ...{ provider: 'deepseek', status: 402, body: openai('Insufficient Balance'), expected: { kind: 'quota' } },
  },
  'DeepSeek: content that it does not like': {
    ...{ provider: 'deepseek', status: 400, body: openai('Content Exists Risk'), expected: { kind: 'content-policy' } },
  },
  'xAI: an unknown model': {
    ...{ provider: 'xai', status: 400, body: { code: 'invalid-argument', error: 'Model not found: x' } },
    expected: { kind: 'not-found' },
  },
  'xAI: a prompt that is too long': {
    ...{ provider: 'xai', status: 400, expected: { kind: 'context-window' } },
    body: { code: 'x', error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens." },
  },
  'xAI: no money': {
    ...{ provider: 'xai', status: 429, expected: { kind: 'quota' } },
    body: {
      code: 'x',
      error: 'Your team has either used all available credits or reached its monthly spending limit.',
    },
  },
  'xAI: content that it does not like': {
    ...{ provider: 'xai', status: 403, body: { code: 'x', error: 'Content violates usage guidelines.' } },
    expected: { kind: 'content-policy' },
  },
  'OpenRouter: no money': {
    ...{
      provider: 'openrouter',
      status: 402,
      body: { error: { code: 402, message: 'No.' } },
      expected: { kind: 'quota' },
    },
  },
  'OpenRouter: moderated': {
    ...{ provider: 'openrouter', status: 403, expected: { kind: 'content-policy' } },
    body: { error: { code: 403, message: 'No.', metadata: { reasons: ['violence'], flagged_input: 'x' } } },
  },
  'OpenRouter: an unknown model': {
    ...{ provider: 'openrouter', status: 400, body: { error: { code: 400, message: 'x/y is not a valid model ID' } } },
    expected: { kind: 'not-found' },
  },
  'OpenRouter: nobody who can': {
    ...{ provider: 'openrouter', status: 404, expected: { kind: 'bad-request' } },
    body: { error: { code: 404, message: 'No endpoints found that support tool use.' } },
  },
  'Ollama: an unknown model': {
    ...{ provider: 'ollama', status: 404, body: { error: "model 'x' not found" }, expected: { kind: 'not-found' } },
  },
  'vLLM: a prompt that is too long': {
    ...{ provider: 'hosted_vllm', status: 400, expected: { kind: 'context-window' } },
    body: { object: 'error', message: 'The decoder prompt (length 9) is longer than the maximum model length of 8.' },
  },
  'watsonx: an unknown model': {
    ...{ provider: 'watsonx', status: 404, body: { errors: [{ code: 'model_not_supported', message: 'No.' }] } },
    expected: { kind: 'not-found' },
  },
  'A page of a proxy': {
    provider: 'openai',
    status: 502,
    body: '<html>Bad Gateway</html>',
    expected: { kind: 'unavailable' },
  },
  'A caller who writes of limits': {
    ...{ provider: 'openai', status: 400, body: openai("Invalid 'user': 'rate limit, prompt is too long'") },
    expected: { kind: 'bad-request' },
  },
}
