import { available } from '@turnout/router/available'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { completion, sendJson, startUpstream } from '../../../../tools/fake-upstream.ts'
import { seedProduction } from '../../../../tools/seed-production.ts'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { stopNow, type Turnout, until } from '../test-support/running-turnout.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout

/** Nobody's credentials, whatever this machine has. */
const nobody = { LANGFUSE_PUBLIC_KEY: '', LANGFUSE_SECRET_KEY: '', SENTRY_DSN: '' }

beforeAll(async () => {
  upstream = await startUpstream((response) => sendJson(response, 200, completion('hello', 'gpt-4')))
  turnout = await serveTurnout(seedProduction.replaceAll(/https:\/\/\w+\.openai\.azure\.com/g, upstream.base), {
    ...{ AZURE_KEY_EAST: 'east', AZURE_KEY_WEST: 'west', OPENAI_API_KEY: 'openai', ANTHROPIC_API_KEY: 'anthropic' },
    ...{ OPENAI_BASE_URL: `${upstream.base}/v1`, ANTHROPIC_BASE_URL: upstream.base, ...nobody },
  })
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

it('the callbacks of the production example, without credentials: it starts, serves, and counts', async () => {
  for (let i = 0; i < 5; i++) expect(await ask(turnout, 'gpt-4')).toMatchObject({ status: 200 })
  const metrics = async () => (await fetch(`${turnout.url}/metrics`)).text()
  const counted =
    'litellm_proxy_total_requests_metric_total{requested_model="gpt-4",operation="chat",status_code="200"} 5'
  await until(async () => (await metrics()).includes(counted), turnout.output)
})

it.each(['langfuse', 'sentry'].filter((name) => available().callbacks.includes(name)))(
  'warns once of %s, which has no credentials',
  (name) => {
    const lines = turnout.output().split('\n')
    expect(lines.filter((line) => line.includes(`"msg":"${name}`))).toHaveLength(1)
  },
)
