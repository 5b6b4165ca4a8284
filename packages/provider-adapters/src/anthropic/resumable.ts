import { answersUnthoughtCalls, type Turn } from '../kit/conversation/index.ts'
import type { Thinking } from './thinking.ts'

/** Claude that thinks by budget answers a turn without thinking, where it did not think before its tools were called. */
export function resumable(config: Thinking, turns: readonly Turn[]): Thinking {
  if (config.thinking?.['type'] !== 'enabled' || !answersUnthoughtCalls(turns)) return config
  return { ...config, thinking: { type: 'disabled' } }
}
