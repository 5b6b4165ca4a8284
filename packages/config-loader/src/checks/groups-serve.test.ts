import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'

const useless = (...params: readonly object[]) => {
  const model_list = params.map((one) => ({ model_name: 'm', litellm_params: { model: 'simulated/m', ...one } }))
  return fromObject({ model_list }).problems.filter(({ code }) => code === 'useless-group')
}

describe('checkGroupsServe', () => {
  it.each(['rpm', 'tpm', 'max_parallel_requests'])('warns once of a group whose every %s is 0', (key) => {
    expect(useless({ [key]: 0 }, { [key]: 0 })).toMatchObject([{ level: 'warning', path: ['model_list', 0] }])
  })

  it('takes one limit of 0 for enough, whichever it is', () => {
    expect(useless({ rpm: 0, tpm: 5 }, { max_parallel_requests: 0 })).toHaveLength(1)
  })

  it('has nothing against one deployment that may serve', () => {
    expect(useless({ rpm: 0 }, {})).toEqual([])
    expect(useless({ rpm: 0 }, { rpm: 1 })).toEqual([])
  })

  it('looks at limits beside litellm_params, too', () => {
    const entry = { model_name: 'm', rpm: 0, litellm_params: { model: 'simulated/m' } }
    expect(fromObject({ model_list: [entry] }).problems).toMatchObject([{ code: 'useless-group' }])
  })
})
