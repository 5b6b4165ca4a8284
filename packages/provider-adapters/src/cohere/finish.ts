import { type FinishReason, ProviderError } from '@turnout/core'

const finishReasons: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool_calls',
}

/** OpenAI's word for Cohere's; throws where that is a failure, which comes with the status 200. */
export function finishReason(reason: string, error?: string | null): FinishReason {
  if (reason === 'TIMEOUT') throw new ProviderError('timeout', error || 'Cohere took too long to answer.', inside)
  if (reason === 'ERROR') throw new ProviderError('server', error || 'Cohere failed to answer.', inside)
  return finishReasons[reason] ?? 'stop'
}

const inside = { upstreamStatus: 200 }
