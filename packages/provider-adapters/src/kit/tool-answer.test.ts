import { describe, expect, it } from 'vitest'
import type { SaidPart } from './completion.ts'
import { toolAnswer } from './tool-answer.ts'

const byTool = { way: 'tool', description: 'd', schema: {} } as const
const preamble: SaidPart = { kind: 'text', text: 'Here:' }
const other: SaidPart = { kind: 'call', name: 'f', input: {} }
const answer = (input: object | undefined): SaidPart => ({ kind: 'call', name: 'json_tool_call', input })

describe('toolAnswer', () => {
  it('is what the tool was called with, in place of what was said around it', () => {
    expect(toolAnswer([preamble, answer({ a: 1 }), other], byTool)).toEqual([{ kind: 'text', text: '{"a":1}' }, other])
    expect(toolAnswer([answer(undefined)], byTool)).toEqual([{ kind: 'text', text: '{}' }])
  })

  it('is what was said, where the tool was not called, or not made', () => {
    expect(toolAnswer([preamble, other], byTool)).toEqual([preamble, other])
    expect(toolAnswer([preamble, answer({})], undefined)).toEqual([preamble, answer({})])
  })
})
