import { afterAll, beforeAll, expect, test } from 'vitest'
import { measure } from '../parts/measure.ts'
import { scenarioNamed } from '../parts/scenarios.ts'
import { type Stage, startStage } from '../parts/stage.ts'
import { floor } from './targets.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage([floor])
})
afterAll(() => stage.stop())

const post = async (body: object): Promise<Response> =>
  fetch(`http://127.0.0.1:${stage.targets[0]?.port}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(body),
  })

test('a plain answer comes through', async () => {
  const response = await post({ model: 'bench', messages: [] })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ object: 'chat.completion', usage: { total_tokens: 268 } })
})

test.each(['bench', 'bench-paced'])('a stream of %s comes through: 60 chunks, the usage, [DONE]', async (model) => {
  const response = await post({ model, messages: [], stream: true, stream_options: { include_usage: true } })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const events = (await response.text()).split('\n\n')
  expect(events).toHaveLength(63)
  expect(events[0]).toContain('"role":"assistant"')
  expect(events[59]).toContain('"finish_reason":"stop"')
  expect(events[60]).toContain('"usage":{')
  expect(events.slice(61)).toEqual(['data: [DONE]', ''])
})

test('a model whose name was not exchanged is refused by the upstream', async () => {
  expect((await post({ model: 'other', messages: [] })).status).toBe(400)
})

test('the load generator counts right answers, and the CPU time they cost', async () => {
  const [target] = stage.targets
  if (target === undefined) throw new Error('no target')
  const { requests, cpuMicros } = await measure(stage, target, scenarioNamed('burst'), 200)
  expect(requests).toBeGreaterThan(0)
  expect(cpuMicros / requests).toBeGreaterThan(10)
})
