import type { AttemptRecord } from './decision.ts'
import type {
  CacheUse,
  CandidateRecord,
  ChoiceRecord,
  DecisionRecord,
  DecisionStep,
  Explanation,
} from './decision-record.ts'
import type { ErrorKind } from './errors/error-kind.ts'
import { errorTable } from './errors/error-table.ts'
import { IsoTime } from './iso-time.ts'
import type { Json, JsonObject } from './json.ts'
import type { Usage } from './operations/usage.ts'

/**
 * A decision record as JSON, wherever it leaves the process: answers that were asked to explain, the service routes,
 * `jsonl`, `webhook`, the command. Times are ms from the request's start, except `started_at` and `ended_at`.
 */
export function decisionBody(record: DecisionRecord): JsonObject {
  const { requestId, operation, model, asked, group, stream, tags, wallMs, atMs, durationMs, overheadMs } = record
  const { attempts, fallbacks, steps, failure, usage, usageEstimated, costUsd, cache, trace, content } = record
  const startMs = atMs - durationMs
  return {
    ...{ request_id: requestId, operation, model, asked, group, stream, tags: [...tags] },
    ...{ started_at: started.of(wallMs - durationMs), ended_at: ended.of(wallMs) },
    ...{ duration_ms: rounded(durationMs), overhead_ms: overheadMs === undefined ? null : rounded(overheadMs) },
    status: failure?.status ?? 200,
    error: failure ? errorOf(failure) : null,
    usage: usage ? usageOf(usage) : null,
    ...(usageEstimated ? { usage_estimated: true } : {}),
    cost_usd: costUsd ?? null,
    cache: cache ? cacheOf(cache) : null,
    fallbacks,
    attempts: attempts.map((attempt) => attemptBody(attempt, startMs)),
    ...(steps ? { steps: steps.map((step) => stepBody(step, startMs)) } : {}),
    ...(trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {}),
    ...(record.user === undefined ? {} : { user: record.user }),
    ...(record.metadata ? { metadata: record.metadata } : {}),
    ...(content ? { request: content.request, response: content.answer ?? null } : {}),
  }
}

/** An explanation as JSON. */
export const explanationBody = ({ operation, model, asked, cache, choices }: Explanation): JsonObject => ({
  ...{ operation, model, asked, cache },
  choices: choices.map((choice) => choiceBody(choice, choice.atMs)),
})

const attemptBody = (attempt: AttemptRecord, startMs: number): JsonObject => ({
  ...{ attempt_id: attempt.attemptId, group: attempt.group },
  ...{ deployment_id: attempt.deploymentId, provider: attempt.provider },
  ...{ start_ms: rounded(attempt.startedMs - startMs), duration_ms: rounded(attempt.endedMs - attempt.startedMs) },
  first_content_ms: attempt.firstContentMs === undefined ? null : rounded(attempt.firstContentMs - startMs),
  ...(attempt.hedge ? { hedge: true } : {}),
  ...(attempt.droppedParams ? { dropped_params: [...attempt.droppedParams] } : {}),
  usage: attempt.usage ? usageOf(attempt.usage) : null,
  ...(attempt.usageEstimated ? { usage_estimated: true } : {}),
  cost_usd: attempt.costUsd ?? null,
  ...(attempt.spanId ? { span_id: attempt.spanId } : {}),
  error: attempt.failure ? errorOf(attempt.failure) : null,
})

function stepBody(step: DecisionStep, startMs: number): JsonObject {
  if (step.type === 'choice') return choiceBody(step, startMs)
  const at_ms = rounded(step.atMs - startMs)
  if (step.type === 'wait') return { type: 'wait', at_ms, wait_ms: rounded(step.waitMs) }
  if (step.type === 'fallback') return { type: 'fallback', at_ms, from: step.from, to: step.to, kind: step.kind }
  const { deploymentId, kind, durationMs } = step
  return { type: 'cooldown', at_ms, deployment_id: deploymentId, kind, duration_ms: rounded(durationMs) }
}

function choiceBody(choice: ChoiceRecord, startMs: number): JsonObject {
  const { atMs, group, strategy, candidates, unlisted, chosenId, attemptId, failure } = choice
  return {
    ...{ type: 'choice', at_ms: rounded(atMs - startMs), group, strategy },
    chosen: chosenId ?? null,
    ...(attemptId === undefined ? {} : { attempt_id: attemptId }),
    ...(failure ? { error: { ...errorOf(failure), retry_after_ms: failure.retryAfterMs ?? null } } : {}),
    candidates: candidates.map(candidateBody),
    unlisted,
  }
}

const candidateBody = (candidate: CandidateRecord): JsonObject => ({
  ...{ deployment_id: candidate.deploymentId, provider: candidate.provider, model: candidate.model },
  rejection: candidate.rejection ? { ...candidate.rejection } : null,
  ...(candidate.standsBack ? { stands_back: candidate.standsBack } : {}),
  view: candidate.view,
  ...(candidate.odds === undefined ? {} : { odds: candidate.odds }),
  ...(candidate.limits ? { limits: candidate.limits.map((limit) => ({ ...limit })) } : {}),
})

interface Failure {
  readonly kind: ErrorKind
  readonly message: string
  readonly status?: number
  readonly code?: string
}

const errorOf = ({ kind, status, code, message }: Failure): JsonObject => ({
  ...{ kind, type_name: errorTable[kind].className },
  ...(status === undefined ? {} : { status }),
  ...(code === undefined ? {} : { code }),
  message,
})

const cacheOf = ({ status, savedUsage, savedUsd }: CacheUse): JsonObject => ({
  status,
  ...(savedUsage ? { saved_usage: usageOf(savedUsage) } : {}),
  ...(savedUsd === undefined ? {} : { saved_usd: savedUsd }),
})

const usageOf = ({ prompt_tokens, completion_tokens, total_tokens, ...details }: Usage): JsonObject => {
  const { prompt_tokens_details: prompt, completion_tokens_details: completion } = details
  return {
    ...{ prompt_tokens, completion_tokens, total_tokens },
    ...(prompt ? { prompt_tokens_details: numbersOf(prompt) } : {}),
    ...(completion ? { completion_tokens_details: numbersOf(completion) } : {}),
  }
}

const numbersOf = (details: object): Json =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => typeof value === 'number'))

/** Each remembers its second. */
const [started, ended] = [new IsoTime(), new IsoTime()]

/** To a hundredth. */
const rounded = (ms: number): number => Math.round(ms * 100) / 100
