import { describe, expect, it } from 'vitest'
import { finishReason } from './stop.ts'

describe('finishReason', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool_calls'],
    ['refusal', 'content_filter'],
    ['something new', 'stop'],
    [null, 'stop'],
  ])('calls %s %s', (stopReason, reason) => {
    expect(finishReason(stopReason)).toBe(reason)
  })
})
