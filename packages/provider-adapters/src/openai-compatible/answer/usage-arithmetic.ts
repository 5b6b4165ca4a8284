import { isJsonObject, type Usage } from '@turnout/core'
import type { AnswerFix } from './answer-fix.ts'

const numberIn = (usage: Usage, key: string): number | undefined => {
  const value: unknown = Object.hasOwn(usage, key) ? Reflect.get(usage, key) : undefined
  return typeof value === 'number' && value >= 0 ? value : undefined
}

/** Cached tokens that stand under another name. */
export const cachedTokens = (name: string): AnswerFix => ({
  says: `\`usage.${name}\` as \`cached_tokens\``,
  marks: [`"${name}":`],
  usage(usage) {
    const cached = numberIn(usage, name)
    const details = usage.prompt_tokens_details
    if (cached === undefined || details?.cached_tokens !== undefined) return usage
    return { ...usage, prompt_tokens_details: { ...details, cached_tokens: cached } }
  },
})

/** xAI's chat counts reasoning beside the completion, as its total shows; OpenAI's arithmetic has it inside. */
export const reasoningBeside: AnswerFix = {
  says: 'reasoning tokens counted in `completion_tokens`',
  marks: ['"reasoning_tokens":'],
  usage(usage) {
    const { prompt_tokens, completion_tokens, total_tokens, completion_tokens_details: details } = usage
    const all = completion_tokens + (details?.reasoning_tokens ?? 0)
    return all > completion_tokens && prompt_tokens + all === total_tokens
      ? { ...usage, completion_tokens: all }
      : usage
  },
}

const ticksPerUsd = 1e10

/** What xAI says an answer costs. */
export const costInTicks: AnswerFix = {
  says: '`cost_in_usd_ticks` as `cost`',
  marks: ['"cost_in_usd_ticks":'],
  usage(usage) {
    const ticks = numberIn(usage, 'cost_in_usd_ticks')
    return ticks === undefined ? usage : { ...usage, cost: ticks / ticksPerUsd }
  },
}

/** Perplexity tells what each part of its answer costs. */
export const costInParts: AnswerFix = {
  says: '`cost.total_cost` as `cost`',
  marks: ['"total_cost":'],
  usage(usage) {
    const cost: unknown = usage.cost
    const total = isJsonObject(cost) ? cost['total_cost'] : undefined
    return typeof total === 'number' ? { ...usage, cost: total } : usage
  },
}
