import { expect, it } from 'vitest'
import { rewritingMessages } from '../../test-support/rewriting.test.ts'
import { toolTurnReasoning } from './tool-turn-reasoning.ts'

it('reasoning goes back until the user speaks again', () => {
  const user = { role: 'user', content: 'hi' }
  const thought = { role: 'assistant', content: '', reasoning_content: 'r' }
  const said = { role: 'assistant', content: '' }
  const tool = { role: 'tool', tool_call_id: 'a' }
  expect(rewritingMessages(toolTurnReasoning, user, thought, tool, thought, user, thought, tool)).toEqual([
    ...[user, said, tool, said],
    ...[user, thought, tool],
  ])
})
