import { type ErrorKind, type Fallbacks, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { configuredFallbacks, requestedFallbacks } from './fallback.ts'

const fallbacks: Fallbacks = {
  general: { a: [{ target: 'general' }], nick: [{ target: 'nicks' }], '*': [{ target: 'anything' }] },
  contextWindow: { a: [{ target: 'larger', patch: { temperature: 0 } }] },
  contentPolicy: {},
}
const from = (kind: ErrorKind, group: string, alias?: string) =>
  configuredFallbacks(fallbacks)(new ProviderError(kind, 'x'), alias === undefined ? { group } : { group, alias }).map(
    ({ target }) => target,
  )

describe('configured fallbacks', () => {
  it('are the group’s own, else everybody’s', () => {
    expect(from('server', 'a')).toEqual(['general'])
    expect(from('server', 'b')).toEqual(['anything'])
  })

  it('belong to an alias before its group', () => {
    expect(from('server', 'a', 'nick')).toEqual(['nicks'])
    expect(from('server', 'a', 'other')).toEqual(['general'])
  })

  it('are special for a context window, and general where there is no special list', () => {
    expect(from('context-window', 'a')).toEqual(['larger'])
    expect(from('context-window', 'b')).toEqual(['anything'])
    expect(from('content-policy', 'a')).toEqual(['general'])
  })

  it('are none for what another group would refuse as well', () => {
    for (const kind of ['bad-request', 'cancelled', 'caller-authentication'] as const)
      expect(from(kind, 'a')).toEqual([])
  })

  it('are not found under names that every object has', () => {
    expect(from('server', 'constructor')).toEqual(['anything'])
  })
})

describe('requested fallbacks', () => {
  it('take the place of all lists', () => {
    const policy = requestedFallbacks([{ target: 'mine' }])
    expect(policy(new ProviderError('server', 'x'), { group: 'a' })).toEqual([{ target: 'mine' }])
    expect(policy(new ProviderError('bad-request', 'x'), { group: 'a' })).toEqual([])
  })
})
