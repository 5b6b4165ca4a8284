import { type RedisSettings, Secret } from '@turnout/core'
import { expect, it } from 'vitest'
import { cacheTrouble } from './cache-trouble.ts'
import { keptAnswers } from './test-support/kept-answers.test.ts'

const told = (error: unknown, redis?: RedisSettings) => cacheTrouble(error, keptAnswers(redis ? { redis } : {})).message

it('is a 503 that says why, in a line', () => {
  const error = cacheTrouble(new Error('there is no connection\nat somewhere'), keptAnswers())
  expect(error).toMatchObject({ status: 503, code: 'cache_unavailable' })
  expect(error.message).toBe('The response cache does not do it: there is no connection.')
  expect(told('a text')).toContain('a text')
  expect(told(new Error('x'.repeat(1_000))).length).toBeLessThan(300)
})

it('tells no address and no password', () => {
  const message = 'WRONGPASS for can%2Fary can/ary of redis://u:can%2Fary@host:1/0'
  expect(told(new Error(message), { url: new Secret('redis://u:can%2Fary@host:1/0') })).not.toContain('ary')
  expect(told(new Error('canary of rediss://:canary@host'))).not.toContain('@host')
  const passwords = { password: new Secret('can-one'), sentinelPassword: new Secret('can-two') }
  expect(told(new Error('AUTH can-one can-two'), passwords)).not.toMatch(/can-/)
  expect(told(new Error('no canary here'), { url: new Secret('canary') })).not.toContain('canary')
})
