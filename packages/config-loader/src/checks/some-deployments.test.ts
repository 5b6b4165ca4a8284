import { expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'

it.each([[{}], [{ model_list: null }], [{ model_list: [] }]])(
  'warns of a file with nothing to route to: %j',
  (file) => {
    const { config, problems } = fromObject(file)
    expect(config?.deployments).toEqual([])
    expect(problems).toMatchObject([{ level: 'warning', code: 'no-deployments', path: ['model_list'] }])
  },
)

it('warns when none of those listed can serve', () => {
  const { problems } = fromObject({ model_list: [{ model_name: 'm', litellm_params: { model: 'mystery' } }] })
  expect(problems.map(({ code }) => code)).toEqual(['unknown-provider', 'no-deployments'])
})

it('has nothing against one', () => {
  expect(fromObject({ model_list: [{ model_name: 'm', litellm_params: { model: 'simulated/m' } }] }).problems).toEqual(
    [],
  )
})
