import { describe, expect, it } from 'vitest'
import { rewriting } from '../../test-support/rewriting.test.ts'
import {
  enableThinking,
  thinkingOfTwoEfforts,
  thinkingToggle,
  thinkingXorEffort,
  twoEfforts,
} from './reasoning-effort.ts'

const [on, off] = [{ type: 'enabled' }, { type: 'disabled' }]

describe('reasoning_effort', () => {
  it.each([
    ['none', thinkingToggle, { thinking: off }],
    ['minimal', thinkingToggle, { thinking: on }],
    ['high', thinkingToggle, { thinking: on }],
    ['none', thinkingOfTwoEfforts, { thinking: off }],
    ['low', thinkingOfTwoEfforts, { thinking: on, reasoning_effort: 'high' }],
    ['high', thinkingOfTwoEfforts, { thinking: on, reasoning_effort: 'high' }],
    ['xhigh', thinkingOfTwoEfforts, { thinking: on, reasoning_effort: 'max' }],
    ['max', thinkingOfTwoEfforts, { thinking: on, reasoning_effort: 'max' }],
    ['none', enableThinking, { enable_thinking: false }],
    ['low', enableThinking, { enable_thinking: true }],
    ['none', twoEfforts, { reasoning_effort: 'none' }],
    ['minimal', twoEfforts, { reasoning_effort: 'none' }],
    ['low', twoEfforts, { reasoning_effort: 'high' }],
    ['high', twoEfforts, { reasoning_effort: 'high' }],
  ])('%s', (reasoning_effort, rewrite, expected) => {
    expect(rewriting(rewrite, { reasoning_effort, top_p: 1 })).toEqual({ ...expected, top_p: 1 })
  })

  it('is left where the caller uses the vendor’s own parameter, or says nothing', () => {
    const own = { thinking: on, reasoning_effort: 'low' }
    expect(rewriting(thinkingToggle, own)).toBe(own)
    expect(rewriting(thinkingOfTwoEfforts, own)).toBe(own)
    for (const quiet of [{}, { reasoning_effort: null }])
      for (const rewrite of [thinkingToggle, thinkingOfTwoEfforts, enableThinking, twoEfforts])
        expect(rewriting(rewrite, quiet)).toBe(quiet)
  })

  it('yields to thinking where both are refused', () => {
    expect(rewriting(thinkingXorEffort, { thinking: on, reasoning_effort: 'low' })).toEqual({ thinking: on })
    const effort = { reasoning_effort: 'low' }
    expect(rewriting(thinkingXorEffort, effort)).toBe(effort)
  })
})
