import { type Batch, isJsonObject, type JsonObject, type OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { canExpress } from './fit.ts'
import { pointOf } from './group-point.ts'
import { patched } from './patched.ts'
import type { RequestLog } from './request-log.ts'
import { resolveGroup } from './resolve-group.ts'

const blocked = new ProviderError('content-policy', 'The answer was stopped by the provider’s content filter.', {
  upstreamStatus: 200,
})

/** Whether a group's blocked answer can go elsewhere: only then is it a failure. */
export function hasElsewhere(engine: Engine, ask: Ask<OperationName>, log: RequestLog, group: string): boolean {
  if (log.fallbacks >= ask.maxFallbacks) return false
  const seen = [ask.group, group, ...log.attempts.map((attempt) => attempt.group)]
  return ask.fallbackPolicy(blocked, pointOf(ask, group)).some(({ target, patch }) => {
    const next = resolveGroup(engine, target)
    if (next === undefined || seen.includes(next.group)) return false
    return canExpress(engine, patched({ ...ask, wildcard: next.wildcard }, patch), next.group)
  })
}

/**
 * An answer with status 200 that the provider's content filter has stopped, as the failure it is; undefined for any
 * other. A stream only while it has said nothing. (LiteLLM, "Content Policy Fallbacks".)
 */
export function blockedAnswer(held: readonly Batch<OperationName>[]): ProviderError | undefined {
  if (!held.some(mayBeBlocked)) return undefined
  const choices = held.flatMap(choicesOf).filter((choice) => (choice['index'] ?? 0) === 0)
  if (!choices.some((choice) => choice['finish_reason'] === 'content_filter')) return undefined
  return choices.some((choice) => saysSomething(choice['delta'])) ? undefined : blocked
}

const mark = '"content_filter"'
/** As a value. An expression that is no mere text takes V8 a third of the time. */
const marked = /"content_filter"\s*[,}]/

function mayBeBlocked(batch: Batch<OperationName>): boolean {
  if (batch.latin1 !== undefined) return marked.test(batch.latin1)
  const { raw } = batch
  return raw === undefined || Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).includes(mark)
}

function choicesOf(batch: Batch<OperationName>): readonly JsonObject[] {
  const values: readonly unknown[] = batch.kind === 'whole' ? [batch.result()] : batch.chunks()
  return values.flatMap((value) =>
    isJsonObject(value) && Array.isArray(value['choices']) ? value['choices'].filter(isJsonObject) : [],
  )
}

const saysSomething = (delta: unknown): boolean => isJsonObject(delta) && Boolean(delta['content'])
