import { expect, it } from 'vitest'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

const yaml = (params: string, settings = '') => `
model_list: [{model_name: m, litellm_params: {model: simulated/m, ${params}}}]
router_settings: {num_retries: 0${settings}}
`

it.each([
  ['says so where limits are the process’s own', 'max_parallel_requests: 3', '', true],
  ['says nothing where there are none: rpm is a weight here', 'rpm: 3', '', false],
  ['says nothing where they are shared', 'max_parallel_requests: 3', ', redis_url: redis://127.0.0.1:1', false],
])('serve %s', async (_name, params, settings, says) => {
  const turnout = await serveTurnout(yaml(params, settings))
  expect(turnout.output().includes('Limits hold for this process alone')).toBe(says)
  expect(await stopNow(turnout)).toBe(0)
})
