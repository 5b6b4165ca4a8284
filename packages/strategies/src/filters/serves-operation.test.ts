import type { ChoiceContext } from '@turnout/core'
import { makeContext, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { servesOperation } from './serves-operation.ts'

const filter = servesOperation((provider, operation) => provider === 'openai' || operation === 'chat')
const reject = (provider: string, operation: ChoiceContext['operation']) =>
  filter.reject({ deployment: makeDeployment({ model: 'm', provider }) }, makeContext({ operation }))

describe('servesOperation', () => {
  it('keeps a deployment whose provider can do it', () => {
    expect([reject('openai', 'embedding'), reject('anthropic', 'chat')]).toEqual([undefined, undefined])
  })

  it('leaves out one whose provider cannot, and says so', () => {
    expect(reject('anthropic', 'embedding')).toBe('anthropic does not serve embedding')
  })
})
