import { describe, expect, it } from 'vitest'
import { mendingChoice } from '../../test-support/mending.test.ts'
import { finishReasons } from './finish-reasons.ts'

const fix = finishReasons({ eos: 'stop', network_error: 'failed' })

describe('finishReasons', () => {
  it.each([
    ['eos', 'stop'],
    ['length', 'length'],
    [null, null],
    ['network_error', 'network_error'],
  ])('of %s is %s', (finish_reason, expected) => {
    expect(mendingChoice(fix, { delta: {}, finish_reason })).toEqual({ delta: {}, finish_reason: expected })
  })

  it('knows which one is a failure', () => {
    expect(fix.failure?.({ finish_reason: 'network_error' })).toMatchObject({ kind: 'server' })
    expect(fix.failure?.({ finish_reason: 'eos' })).toBeUndefined()
    expect(fix.failure?.({})).toBeUndefined()
  })
})
