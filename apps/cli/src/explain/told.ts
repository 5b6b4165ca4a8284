import * as z from 'zod'

const failure = z.object({
  kind: z.string(),
  status: z.number().optional(),
  message: z.string(),
  retry_after_ms: z.number().nullish(),
})

const usage = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() })

const candidate = z.object({
  deployment_id: z.string(),
  provider: z.string(),
  model: z.string(),
  rejection: z.object({ filter: z.string(), reason: z.string() }).nullish(),
  stands_back: z.string().optional(),
  view: z.record(z.string(), z.unknown()).default({}),
  odds: z.number().optional(),
  limits: z.array(z.object({ name: z.string(), used: z.number(), limit: z.number() })).optional(),
})

const choice = z.object({
  type: z.literal('choice'),
  at_ms: z.number(),
  group: z.string(),
  strategy: z.string(),
  chosen: z.string().nullish(),
  attempt_id: z.string().optional(),
  error: failure.nullish(),
  candidates: z.array(candidate),
  unlisted: z.number(),
})

const step = z.discriminatedUnion('type', [
  choice,
  z.object({ type: z.literal('wait'), at_ms: z.number(), wait_ms: z.number() }),
  z.object({ type: z.literal('fallback'), at_ms: z.number(), from: z.string(), to: z.string(), kind: z.string() }),
  z.object({
    type: z.literal('cooldown'),
    at_ms: z.number(),
    deployment_id: z.string(),
    kind: z.string(),
    duration_ms: z.number(),
  }),
])

const attempt = z.object({
  attempt_id: z.string(),
  group: z.string(),
  deployment_id: z.string(),
  provider: z.string(),
  start_ms: z.number(),
  duration_ms: z.number(),
  first_content_ms: z.number().nullish(),
  hedge: z.boolean().optional(),
  dropped_params: z.array(z.string()).optional(),
  usage: usage.nullish(),
  usage_estimated: z.boolean().optional(),
  cost_usd: z.number().nullish(),
  error: failure.nullish(),
})

/** A decision record as JSON tells it (`decisionBody`), as far as it is drawn. */
export const toldDecision = z.object({
  request_id: z.string(),
  operation: z.string(),
  model: z.string(),
  asked: z.string(),
  group: z.string(),
  stream: z.boolean(),
  tags: z.array(z.string()),
  started_at: z.string(),
  duration_ms: z.number(),
  error: failure.nullish(),
  usage: usage.nullish(),
  usage_estimated: z.boolean().optional(),
  cost_usd: z.number().nullish(),
  cache: z.object({ status: z.string(), saved_usd: z.number().optional() }).nullish(),
  fallbacks: z.number(),
  attempts: z.array(attempt),
  steps: z.array(step).optional(),
})

/** An explanation as JSON tells it (`explanationBody`). */
export const toldExplanation = z.object({
  operation: z.string(),
  model: z.string(),
  asked: z.string(),
  cache: z.string(),
  choices: z.array(choice),
})

export type ToldDecision = z.infer<typeof toldDecision>
export type ToldExplanation = z.infer<typeof toldExplanation>
export type ToldAttempt = z.infer<typeof attempt>
export type ToldChoice = z.infer<typeof choice>
export type ToldCandidate = z.infer<typeof candidate>
export type ToldFailure = z.infer<typeof failure>
export type ToldStep = z.infer<typeof step>
