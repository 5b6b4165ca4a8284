import { describe, expect, it } from 'vitest'
import { countsByError } from './counts-by-error.ts'
import { errorNames } from './schema/error-names.ts'
import { allowedFailsPolicy, retryPolicy } from './schema/policies.ts'

const retries = (policy: object) => countsByError(retryPolicy.parse(policy), 'Retries')
const fails = (policy: object) => countsByError(allowedFailsPolicy.parse(policy), 'AllowedFails')

describe('countsByError', () => {
  it.each(errorNames)('reads %s in all three spellings', (name) => {
    const spelt = [{ [`${name}Retries`]: 5 }, { [name]: { max_retries: '5' } }, { [name]: 5 }].map(retries)
    const className = name.startsWith('Timeout') || name === 'APITimeoutError' ? 'Timeout' : name
    expect(spelt).toEqual([{ [className]: 5 }, { [className]: 5 }, { [className]: 5 }])
    expect(fails({ [`${name}AllowedFails`]: 0 })).toEqual({ [className]: 0 })
    expect(fails({ [name]: { allowed_fails: 0 } })).toEqual({ [className]: 0 })
  })

  it('counts the last of two keys for one class', () => {
    expect(retries({ Timeout: 1, RateLimitErrorRetries: 2, APITimeoutError: 3 })).toEqual({
      ...{ Timeout: 3, RateLimitError: 2 },
    })
  })

  it('takes nothing for what is null or is no error', () => {
    expect(retries({ Timeout: null, BadRequestError: { max_retries: null }, Banana: 5, constructor: 1 })).toEqual({})
    expect(countsByError(null, 'Retries')).toEqual({})
  })

  it('lets null say nothing beside another spelling', () => {
    expect(retries({ TimeoutErrorRetries: 4, Timeout: null })).toEqual({ Timeout: 4 })
  })
})
