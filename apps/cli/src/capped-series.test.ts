import { afterAll, expect, it } from 'vitest'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'

const yaml = `
model_list:
  - { model_name: known, litellm_params: { model: simulated/a, simulated: { latency_ms: 0 } } }
  - { model_name: any/*, litellm_params: { model: simulated/*, simulated: { latency_ms: 0 } } }
`
const started: Turnout[] = []
afterAll(() => Promise.all(started.map(stopNow)))

/** As somebody else each time, who asks for what nobody has asked for. */
async function ask({ url }: Turnout, at: number): Promise<number> {
  const model = ['known', `any/strange-${at}`, `strange-${at}`][at % 3]
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({
      ...{ model, messages: [{ role: 'user', content: 'hi' }], user: `strange-user-${at}` },
      metadata: { user_api_key_alias: `strange-alias-${at}` },
    }),
    headers: { authorization: `Bearer strange-key-${at}`, 'x-turnout-tags': `strange-tag-${at}` },
  })
  await response.text()
  return response.status
}

const scrape = async ({ url }: Turnout): Promise<string> => (await fetch(`${url}/metrics`)).text()
const seriesIn = (text: string): number => text.split('\n').filter((line) => line && !line.startsWith('#')).length
const countedIn = (text: string): number =>
  [...text.matchAll(/^litellm_proxy_total_requests_metric_total\{.*\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  )

it('thousands of names, users, keys and tags make no series of their own', async () => {
  const turnout = await serveTurnout(yaml)
  started.push(turnout)
  const asked = 3_000
  const statuses = new Map<number, number>()
  const askFrom = async (first: number, step: number, end: number): Promise<void> => {
    for (let at = first; at < end; at += step) {
      const status = await ask(turnout, at)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await askFrom(0, 1, 3)
  await until(async () => countedIn(await scrape(turnout)) === 3, turnout.output)
  const before = seriesIn(await scrape(turnout))
  await Promise.all(Array.from({ length: 20 }, (_, first) => askFrom(3 + first, 20, asked)))
  await until(async () => countedIn(await scrape(turnout)) === asked, turnout.output)
  const text = await scrape(turnout)
  expect(Object.fromEntries(statuses)).toEqual({ 200: (asked / 3) * 2, 404: asked / 3 })
  expect(seriesIn(text)).toBe(before)
  expect(text).not.toContain('strange')
  expect(text).toContain(
    `litellm_proxy_total_requests_metric_total{requested_model="other",operation="chat",status_code="404"} ${asked / 3}\n`,
  )
}, 120_000)
