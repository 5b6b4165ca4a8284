import { type Batch, isJsonObject, type OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { pointOf } from './group-point.ts'
import type { RequestLog } from './request-log.ts'
import { resolveGroup } from './resolve-group.ts'

const blocked = new ProviderError('content-policy', 'The answer was stopped by the provider’s content filter.', {
  upstreamStatus: 200,
})

/** Whether a group's blocked answer can go elsewhere: only then is it a failure. */
export function hasElsewhere(engine: Engine, ask: Ask<OperationName>, log: RequestLog, group: string): boolean {
  if (log.fallbacks >= ask.maxFallbacks) return false
  const seen = [ask.group, group, ...log.attempts.map((attempt) => attempt.group)]
  return ask.fallbackPolicy(blocked, pointOf(ask, group)).some(({ target }) => {
    const next = resolveGroup(engine, target)
    return next !== undefined && !seen.includes(next.group)
  })
}

/**
 * An answer with status 200 that the provider's content filter has emptied or cut, as the failure it is; undefined for
 * any other. A stream only while it has said nothing else. (LiteLLM, "Content Policy Fallbacks".)
 */
export function blockedAnswer(held: readonly Batch<OperationName>[]): ProviderError | undefined {
  return held.some(isBlocked) ? blocked : undefined
}

const mark = Buffer.from('"content_filter"')

function isBlocked(batch: Batch<OperationName>): boolean {
  const { raw } = batch
  if (raw && !Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).includes(mark)) return false
  const values: readonly unknown[] = batch.kind === 'whole' ? [batch.result()] : batch.chunks()
  return values.some((value) => {
    const choices = isJsonObject(value) && Array.isArray(value['choices']) ? value['choices'] : []
    const [first] = choices.filter(isJsonObject)
    return first?.['finish_reason'] === 'content_filter' && (batch.kind === 'whole' || !saysSomething(first['delta']))
  })
}

const saysSomething = (delta: unknown): boolean => isJsonObject(delta) && Boolean(delta['content'])
