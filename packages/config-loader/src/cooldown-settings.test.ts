import { describe, expect, it } from 'vitest'
import { cooldownsOf } from './cooldown-settings.ts'
import { litellmSettings, routerSettings } from './schema/settings.ts'

const cooldowns = (router: object, litellm: object = {}) =>
  cooldownsOf(routerSettings.parse(router), litellmSettings.parse(litellm))

describe('cooldownsOf', () => {
  it('knows an allowed_fails that is written, 0 and 3 included, from one that is not', () => {
    expect(cooldowns({})).not.toHaveProperty('allowedFails')
    expect(cooldowns({ allowed_fails: null })).not.toHaveProperty('allowedFails')
    expect([0, 3, '4'].map((allowed_fails) => cooldowns({ allowed_fails }).allowedFails)).toEqual([0, 3, 4])
  })

  it('takes that of litellm_settings where router_settings have none', () => {
    expect(cooldowns({}, { allowed_fails: 7 }).allowedFails).toBe(7)
    expect(cooldowns({ allowed_fails: 0 }, { allowed_fails: 7 }).allowedFails).toBe(0)
  })

  it.each([
    [undefined, 5_000],
    [null, 5_000],
    [0, 0],
    [1e-10, 0],
    ['0.5', 500],
    [120, 120_000],
  ])('cools down for %j seconds: %d ms', (cooldown_time, timeMs) => {
    expect(cooldowns({ cooldown_time }).timeMs).toBe(timeMs)
  })

  it('reads the rest', () => {
    const router = { allowed_fails_policy: { RateLimitErrorAllowedFails: 1 }, disable_cooldowns: true }
    expect(cooldowns({ ...router, when_all_cooling: 'least_bad' })).toMatchObject({
      ...{ allowedFailsPolicy: { RateLimitError: 1 }, disabled: true, whenAllCooling: 'least_bad' },
    })
  })
})
