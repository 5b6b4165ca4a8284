import { describe, expect, it } from 'vitest'
import type { AssistantPart, ToolResultPart, Turn } from './conversation.ts'
import { answersUnthoughtCalls } from './unthought-calls.ts'

const call: AssistantPart = { kind: 'tool-use', at: '', id: 't', name: 'f', input: {} }
const thought = (signed: object): AssistantPart => ({ kind: 'reasoning', at: '', text: 'Hm.', ...signed })
const asked: Turn = { role: 'user', parts: [{ kind: 'text', at: '', text: 'Hi' }] }
const result: ToolResultPart = { kind: 'tool-result', at: '', id: 't', name: 'f', parts: [], isError: false }
const answered: Turn = { role: 'user', parts: [result] }
const called = (...before: readonly AssistantPart[]): Turn => ({ role: 'assistant', parts: [...before, call] })

describe('answersUnthoughtCalls', () => {
  it.each<readonly [turns: readonly Turn[], is: boolean]>([
    [[], false],
    [[asked], false],
    [[asked, called(), answered], true],
    [[asked, called(thought({})), answered], true],
    [[asked, called(thought({ signature: 's' })), answered], false],
    [[asked, called(thought({ redacted: 'r' })), answered], false],
    [[asked, called(), answered, called(thought({ signature: 's' })), answered], false],
    [[asked, called(), answered, { role: 'assistant', parts: [thought({})] }, asked], false],
  ])('knows it: %#', (turns, is) => {
    expect(answersUnthoughtCalls(turns)).toBe(is)
  })
})
