import { makeContext, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { contextWindow } from './context-window.ts'

const deployment = makeDeployment({ model: 'm', maxInputTokens: 100 })
const rejects = (fits: boolean) =>
  contextWindow.reject({ deployment }, makeContext({ fitsWindow: (asked) => asked === deployment && fits }))

describe('contextWindow', () => {
  it('keeps a deployment that the prompt fits', () => {
    expect(rejects(true)).toBeUndefined()
  })

  it('leaves out one that it does not fit, and says so', () => {
    expect(rejects(false)).toBe('takes 100 tokens, and the prompt has more')
  })
})
