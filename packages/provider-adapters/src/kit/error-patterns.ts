import type { ErrorKind } from '@turnout/core'

/** Codes and types that say what an error is, whatever the status. First match wins. */
export const errorCodes: ReadonlyMap<string, ErrorKind> = new Map([
  ['context_length_exceeded', 'context-window'],
  ['content_filter', 'content-policy'],
  ['content_policy_violation', 'content-policy'],
  ['insufficient_quota', 'quota'],
  ['credit_balance_exhausted', 'quota'],
  ['billing_not_active', 'quota'],
  ['billing_error', 'quota'],
  ['enforced_spend_limit_reached', 'quota'],
  ['invalid_api_key', 'authentication'],
  ['model_not_found', 'not-found'],
  ['DeploymentNotFound', 'not-found'],
  ['rate_limit_exceeded', 'rate-limit'],
  ['overloaded_error', 'unavailable'],
])

/** Texts that mean too many requests. */
const rateLimitTexts: readonly RegExp[] = [/rate.?limit/i, /too many requests/i, /throttl/i, /per minute/i, /\bTPM\b/]

/** Texts that mean the prompt is too long. */
const contextWindowTexts: readonly RegExp[] = [
  /maximum context length is/i,
  /exceeds? (the |this model's )?context (window|limit|length)/i,
  /context window exceeds limit/i,
  /exceed(ed|s)? (max )?context length/i,
  /context[_ ]length[_ ]exceeded/i,
  /prompt is too long/i,
  /prompt too long/i,
  /maximum prompt length is/i,
  /input token count.*exceeds the maximum/i,
  /input is too long for requested model/i,
  /input tokens exceeded/i,
  /too large for model with \d+ maximum context/i,
  /exceeded model token limit/i,
  /total length of all messages is too long/i,
  /too many tokens: size limit exceeded/i,
  /reduce the length of the messages/i,
  /exceeds the available context size/i,
  /greater than the context length/i,
  /is longer than the model's context length/i,
  /current length is .* while limit is/i,
  /`inputs` tokens \+ `max_new_tokens`/i,
]

/** Texts about the deployment's key. Anchored: a caller's own words further on must not look like one. */
const credentialTexts: readonly RegExp[] = [/^(incorrect|invalid) api key/i, /^api key not valid/i]

/** Texts about the deployment's model, anchored for the same reason. */
const modelTexts: readonly RegExp[] = [
  /^model not found/i,
  /^invalid model\b/i,
  /^\S+ is not a valid model id/i,
  /^the supported api model names are/i,
]

/** What the text of a 400, 413 or 422 says it is. First match wins. */
export const badRequestTexts: readonly (readonly [ErrorKind, readonly RegExp[]])[] = [
  ['bad-request', rateLimitTexts],
  ['context-window', contextWindowTexts],
  ['authentication', credentialTexts],
  ['not-found', modelTexts],
]
