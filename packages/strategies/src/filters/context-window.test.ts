import { makeContext, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { contextWindow } from './context-window.ts'

const rejects = (maxInputTokens: number | undefined, inputTokens: () => number) =>
  contextWindow.reject(
    { deployment: makeDeployment({ model: 'm', ...(maxInputTokens === undefined ? {} : { maxInputTokens }) }) },
    makeContext({ inputTokens }),
  )

describe('contextWindow', () => {
  it('keeps a deployment that takes the prompt', () => {
    expect(rejects(100, () => 100)).toBeUndefined()
  })

  it('leaves out one that does not, and says so', () => {
    expect(rejects(100, () => 101)).toBe('takes 100 tokens, and the prompt has 101')
  })

  it('keeps one of which it is unknown, without counting', () => {
    const never = () => {
      throw new Error('counted')
    }
    expect(rejects(undefined, never)).toBeUndefined()
  })
})
