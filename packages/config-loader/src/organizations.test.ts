import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'

const load = (organization: unknown, rest: object = {}) =>
  fromObject(
    { model_list: [{ model_name: 'm', litellm_params: { model: 'gpt-4', api_key: 'k', organization }, ...rest }] },
    { environment: {} },
  )

describe('a list of organizations', () => {
  it('is a deployment for each, with an id of its own', () => {
    const deployments = load(['a', 'b']).config?.deployments ?? []
    expect(deployments.map(({ settings }) => settings)).toEqual([{ organization: 'a' }, { organization: 'b' }])
    expect(new Set(deployments.map(({ id }) => id)).size).toBe(2)
  })

  it('makes ids of the one that is given', () => {
    const { config, problems } = load(['a', 'b'], { model_info: { id: 'x' } })
    expect(config?.deployments.map(({ id }) => id)).toEqual(['x/a', 'x/b'])
    expect(problems).toEqual([])
  })

  it('is the same as the one organization in it', () => {
    expect(load(['a']).config?.deployments).toEqual(load('a').config?.deployments)
  })
})
