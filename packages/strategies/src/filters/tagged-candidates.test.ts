import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { taggedCandidates } from './tagged-candidates.ts'

const group = (...tags: readonly string[]) =>
  tags.map((each) => ({ deployment: makeDeployment({ model: each, tags: each === 'none' ? [] : each.split(' ') }) }))

const kept = (candidates: ReturnType<typeof group>, tags: readonly string[], match: 'any' | 'all' = 'any') =>
  taggedCandidates(candidates, tags, match).kept.map(({ deployment }) => deployment.id)

describe('taggedCandidates', () => {
  const candidates = group('free', 'paid', 'paid eu', 'none')

  it.each([
    [['paid'], 'any', ['paid', 'paid eu']],
    [['free', 'eu'], 'any', ['free', 'paid eu']],
    [['paid', 'eu'], 'all', ['paid eu']],
    [['free', 'eu'], 'all', []],
    [['nobody'], 'any', []],
    [[], 'any', ['free', 'paid', 'paid eu', 'none']],
  ] as const)('of a request tagged %j, matching %s, keeps %j', (tags, match, expected) => {
    expect(kept(candidates, tags, match)).toEqual(expected)
  })

  const withDefault = group('free', 'default', 'eu default', 'none')

  it.each([
    [['free'], ['free']],
    [['nobody'], ['default', 'eu default']],
    [['eu'], ['eu default']],
    [['default'], ['default', 'eu default']],
    [[], ['default', 'eu default']],
  ])('of a request tagged %j keeps %j, where some are tagged default', (tags, expected) => {
    expect(kept(withDefault, tags)).toEqual(expected)
  })

  it('says why the others are out', () => {
    const reason = (tags: readonly string[], match: 'any' | 'all' = 'any') =>
      taggedCandidates(withDefault, tags, match).reason
    expect(reason(['free', 'x'])).toBe("does not have any of the request's tags: free, x")
    expect(reason(['free'], 'all')).toBe("does not have all of the request's tags: free")
    expect(reason([])).toBe('is not tagged default')
    expect(taggedCandidates(group('free'), ['free'], 'any').reason).toBeUndefined()
    expect(taggedCandidates(candidates, [], 'any')).toEqual({ kept: candidates, reason: undefined })
  })
})
