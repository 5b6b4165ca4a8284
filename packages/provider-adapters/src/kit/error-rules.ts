import { spentQuota } from './error-body.ts'
import type { ErrorRule } from './error-rule.ts'

/** Where a status may mean anything. */
const vague = [400, 413, 422]

/** Texts that mean too many requests. */
const rateLimit = /rate.?limit|too many requests|throttl|per minute|\bTPM\b/i

/** Texts that mean that the prompt is too long, one provider's a line. */
const contextWindow: readonly RegExp[] = [
  /maximum (context|prompt) length is/i,
  /exceed(s|ed)? .{0,40}context (window|limit|length|size)/i,
  /context[_ ]length[_ ]exceeded/i,
  /context window exceeds limit/i,
  /prompt (is )?too long/i,
  /prompt exceeds max length/i,
  /input token count.{0,40}exceeds the maximum/i,
  /input is too long for requested model/i,
  /input tokens exceeded/i,
  /input tokens \d+ cannot exceed/i,
  /too large for model with \d+ maximum context/i,
  /exceeded model token limit/i,
  /max tokens of \d+ exceeded/i,
  /total length of all messages is too long/i,
  /too many tokens: size limit exceeded/i,
  /reduce the length of the messages/i,
  /greater than the context length/i,
  /too many input tokens/i,
  /longer than the (model's context length|context length|maximum model length)/i,
  /range of input length should be/i,
  /request body too large for .{0,60} max size: \d+ tokens/i,
  /current length is .{0,40} while limit is/i,
  /`inputs` tokens \+ `max_new_tokens`/i,
]

/** Rules of one family of vendors, and whose documents they are from. */
export interface ErrorFamily {
  readonly name: string
  readonly rules: readonly ErrorRule[]
}

/**
 * What providers' errors mean, beyond their status. Codes and classes come before texts. Texts about keys and models are
 * anchored: a caller's own words further on must not look like one.
 */
export const errorFamilies: readonly ErrorFamily[] = [
  {
    // google.rpc.Code and google.rpc.ErrorInfo; Gemini API, "Troubleshooting".
    name: 'Google',
    rules: [
      { words: ['BILLING_DISABLED', spentQuota], kind: 'quota' },
      {
        words: ['API_KEY_INVALID', 'UNAUTHENTICATED', 'PERMISSION_DENIED', 'SERVICE_DISABLED'],
        kind: 'authentication',
      },
      { statuses: vague, text: /^user location is not supported/i, kind: 'authentication' },
      { statuses: [429], words: ['RESOURCE_EXHAUSTED'], text: /\blimit: 0\b/, kind: 'quota' },
      { words: ['RESOURCE_EXHAUSTED'], kind: 'rate-limit' },
      { words: ['NOT_FOUND'], kind: 'not-found' },
      { words: ['DEADLINE_EXCEEDED'], kind: 'timeout' },
      { words: ['UNAVAILABLE'], kind: 'unavailable' },
      { words: ['INTERNAL'], kind: 'server' },
    ],
  },
  {
    // "Error codes"; Azure OpenAI, "Content filtering"; Groq, "Errors".
    name: 'OpenAI, Azure and those that speak like them',
    rules: [
      // One request above the whole limit: no wait helps, another deployment may.
      {
        text: /^request too large\b.{0,300}limit:? \d+,? requested:? \d+/is,
        kind: 'rate-limit',
        fault: 'caller',
        worthRetrying: false,
      },
      {
        words: ['insufficient_quota', 'credit_balance_exhausted', 'billing_not_active', 'billing_hard_limit_reached'],
        kind: 'quota',
      },
      { words: ['context_length_exceeded', 'tokens_limit_reached'], kind: 'context-window' },
      {
        words: ['content_filter', 'content_policy_violation', 'ResponsibleAIPolicyViolation', 'moderation_blocked'],
        kind: 'content-policy',
      },
      { statuses: vague, text: /^invalid prompt\b.{0,200}usage policy/is, kind: 'content-policy' },
      { words: ['invalid_api_key'], kind: 'authentication' },
      {
        words: [
          'model_not_found',
          'DeploymentNotFound',
          'model_decommissioned',
          'model_terms_required',
          'model_not_supported',
        ],
        kind: 'not-found',
      },
      { words: ['rate_limit_exceeded', 'RateLimitReached'], kind: 'rate-limit' },
      { words: ['slow_down', 'engine_overloaded'], kind: 'unavailable' },
      { words: ['tool_use_failed'], kind: 'bad-request' },
    ],
  },
  {
    // "Errors" and "Rate limits".
    name: 'Anthropic',
    rules: [
      { words: ['enforced_spend_limit_reached', 'billing_error'], kind: 'quota' },
      { statuses: vague, text: /^your credit balance is too low/i, kind: 'quota' },
      { words: ['request_too_large'], kind: 'context-window' },
      { statuses: vague, text: /^output blocked by content filtering policy/i, kind: 'content-policy' },
      { words: ['authentication_error', 'permission_error'], kind: 'authentication' },
      { words: ['not_found_error'], kind: 'not-found' },
      { words: ['rate_limit_error'], kind: 'rate-limit' },
      { words: ['overloaded_error'], kind: 'unavailable' },
      { words: ['timeout_error'], kind: 'timeout' },
    ],
  },
  {
    // Bedrock Runtime API reference, "Converse", Errors; "Common error types".
    name: 'AWS',
    rules: [
      {
        words: [
          ...[
            'AccessDeniedException',
            'UnrecognizedClientException',
            'ExpiredTokenException',
            'InvalidSignatureException',
          ],
          ...['MissingAuthenticationTokenException', 'IncompleteSignature', 'InvalidClientTokenId', 'NotAuthorized'],
        ],
        kind: 'authentication',
      },
      { words: ['ThrottlingException', 'ServiceQuotaExceededException'], kind: 'rate-limit' },
      { words: ['ModelNotReadyException', 'ServiceUnavailableException'], kind: 'unavailable' },
      { words: ['ModelTimeoutException'], kind: 'timeout' },
      { words: ['ModelErrorException', 'ModelStreamErrorException', 'InternalServerException'], kind: 'server' },
      { words: ['ResourceNotFoundException'], kind: 'not-found' },
      {
        words: ['ValidationException'],
        ...{
          text: /model identifier is invalid|with on-demand throughput isn|^the provided model/i,
          kind: 'not-found',
        },
      },
    ],
  },
  {
    // Each one's own page on errors.
    name: 'Others',
    rules: [
      { words: ['TOO_MANY_TOKENS', 'too_many_prompt_tokens', 'exceed_context_size_error'], kind: 'context-window' },
      { providers: ['cohere', 'cohere_chat'], statuses: [498], kind: 'content-policy' },
      { providers: ['groq'], statuses: [498], kind: 'unavailable' },
      { statuses: [499], kind: 'unavailable' },
      { statuses: [424], kind: 'server' },
      { words: ['moderation'], statuses: [403], kind: 'content-policy' },
      { text: /^content exists risk/i, statuses: vague, kind: 'content-policy' },
      { text: /violates? usage guidelines/i, statuses: [400, 403], kind: 'content-policy' },
      {
        text: /used all available credits|monthly spending limit|doesn't have any credits/i,
        statuses: [403, 429],
        kind: 'quota',
      },
      { text: /^no endpoints found that support/i, statuses: [404], kind: 'bad-request' },
      { words: ['invalid_model'], kind: 'not-found' },
      { words: ['authentication_token_expired'], kind: 'authentication' },
    ],
  },
  {
    name: 'Whoever it is, by the text',
    rules: [
      { statuses: [400, 422], text: rateLimit, kind: 'bad-request' },
      { statuses: [413], text: rateLimit, kind: 'rate-limit' },
      { statuses: vague, text: contextWindow, kind: 'context-window' },
      { statuses: vague, text: /^(incorrect|invalid) api key|^api key not valid/i, kind: 'authentication' },
      {
        statuses: vague,
        text: /^(model not found|invalid model\b|unknown model\b|\S+ is not a valid model id|the supported api model names are)/i,
        kind: 'not-found',
      },
    ],
  },
]

export const errorRules: readonly ErrorRule[] = errorFamilies.flatMap(({ rules }) => rules)
