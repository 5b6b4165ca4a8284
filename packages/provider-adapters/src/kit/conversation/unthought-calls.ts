import type { Turn } from './conversation.ts'

/**
 * Whether the last turn answers calls before which nobody signed a thought, as where another provider made them. Claude that
 * thinks by budget refuses to go on from there (Anthropic, "Extended thinking with tool use").
 */
export function answersUnthoughtCalls(turns: readonly Turn[]): boolean {
  if (turns.at(-1)?.parts[0]?.kind !== 'tool-result') return false
  const before = turns.findLast(({ role }) => role === 'assistant')?.parts[0]
  return before?.kind !== 'reasoning' || (before.signature === undefined && before.redacted === undefined)
}
