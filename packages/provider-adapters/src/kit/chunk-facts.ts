import type { ChatDelta, Facts, FinishReason, ProviderError, Usage } from '@turnout/core'

/** What deltas hold that a client sees as the answer. */
const contentKeys = [
  ...(['content', 'reasoning_content', 'thinking_blocks', 'refusal', 'tool_calls', 'audio', 'images'] as const),
]

const filled = (value: unknown): boolean =>
  typeof value === 'string' || Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null

/** `Facts` in the making: taken in delta by delta. */
export class ChunkFacts implements Facts {
  content = false
  choices = 0
  events = 0
  done = false
  readonly finished: number[] = []
  declare usage?: Usage
  declare error?: ProviderError

  note(delta: ChatDelta, choice: number, finish: FinishReason | null): void {
    this.choices = Math.max(this.choices, choice + 1)
    if (finish !== null) this.finished.push(choice)
    if (finish === null && !contentKeys.some((key) => filled(delta[key]))) return
    this.content = true
    this.events++
  }
}
