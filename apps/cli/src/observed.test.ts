import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { serveTurnout, temporaryFile } from '../../../tools/start-turnout.ts'
import { ask } from './test-support/ask-turnout.test.ts'
import { stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'

const yaml = `
model_list:
  - { model_name: good, litellm_params: { model: simulated/a, simulated: { latency_ms: 0 } } }
  - { model_name: slow, litellm_params: { model: simulated/s, simulated: { latency_ms: 60000 } } }
  - { model_name: bad, litellm_params: { model: simulated/b, simulated: { error_rate: 1 } } }
router_settings: { num_retries: 0, disable_cooldowns: true }
`
const started: Turnout[] = []
afterAll(() => Promise.all(started.map(stopNow)))

async function serve(): Promise<Turnout> {
  const turnout = await serveTurnout(yaml, {}, [])
  started.push(turnout)
  return turnout
}

const linesIn = (text: string) =>
  text
    .split('\n')
    .flatMap((line): Record<string, unknown>[] => (line.startsWith('{"time":"') ? [JSON.parse(line)] : []))

describe('turnout serve', () => {
  it('counts and logs each request that was sent, once', async () => {
    const turnout = await serve()
    for (let i = 0; i < 5; i++) await ask(turnout, 'good')
    for (let i = 0; i < 3; i++) await ask(turnout, 'good', { stream: true })
    for (let i = 0; i < 2; i++) await ask(turnout, 'bad')
    await ask(turnout, 'nobody')
    await ask(turnout, 'slow', {}, AbortSignal.timeout(300))
    await until(() => linesIn(turnout.output()).length >= 12, turnout.output)
    const counted: Record<string, number> = {}
    for (const { model, stream, status } of linesIn(turnout.output())) {
      const kind = `${model} ${stream ? 'stream' : 'plain'} ${status}`
      counted[kind] = (counted[kind] ?? 0) + 1
    }
    expect(counted).toEqual({
      ...{ 'good plain 200': 5, 'good stream 200': 3, 'bad plain 503': 2, 'nobody plain 404': 1, 'slow plain 499': 1 },
    })
    const text = await (await fetch(`${turnout.url}/metrics`)).text()
    const requests = (model: string, status: number) =>
      `litellm_proxy_total_requests_metric_total{requested_model="${model}",operation="chat",status_code="${status}"}`
    const counts = [requests('good', 200), requests('bad', 503), requests('other', 404), requests('slow', 499)]
    for (const [at, count] of [8, 2, 1, 1].entries()) expect(text).toContain(`${counts[at]} ${count}\n`)
    expect(text).toContain('\nturnout_requests_running 0\n')
  })

  it('writes the log to a file, or not at all', async () => {
    const file = temporaryFile('access.log', '')
    for (const where of [file, 'off']) {
      const turnout = await serveTurnout(yaml, {}, ['--access-log', where])
      await ask(turnout, 'good')
      await stopNow(turnout)
      expect([linesIn(turnout.output()), linesIn(readFileSync(file, 'utf8')).length]).toEqual([[], 1])
    }
  })
})
