import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFile } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { until } from '../test-support/running-turnout.test.ts'

/** Two models, one that says a word every half second, and plug-ins of these sources. */
async function start({ callback, strategy }: { callback?: string; strategy?: string }, args: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-plug-ins-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const model = (name: string, id: string, simulated: object) => ({
    ...{ model_name: name, model_info: { id } },
    litellm_params: { model: `simulated/${id}`, simulated },
  })
  const fast = { latency_ms: 2, tokens_per_second: 2_000 }
  const config = {
    model_list: [
      ...[model('m', 'a', fast), model('m', 'b', fast)],
      model('slow', 'c', { latency_ms: 2, tokens_per_second: 20 }),
    ],
    router_settings: strategy === undefined ? {} : { routing_strategy: './strategy.mjs' },
    litellm_settings: callback === undefined ? {} : { callbacks: ['./callback.mjs'] },
  }
  if (strategy !== undefined) writeFileSync(join(folder, 'strategy.mjs'), strategy)
  if (callback !== undefined) writeFileSync(join(folder, 'callback.mjs'), callback)
  const file = join(folder, 'config.yaml')
  writeFileSync(file, JSON.stringify(config))
  const turnout = await serveFile(file, {}, ['--access-log', 'off', ...args])
  onTestFinished(() => turnout.signal('SIGKILL'))
  return turnout
}

const callbackWith = (hooks: string): string => `export default { name: 'odd', on() {}, ${hooks} }\n`
const strategyWith = (hooks: string): string =>
  `export default { name: 'odd', needs: {}, select: ([first]) => first.deployment, ${hooks} }\n`

const spoil = `
  const spoil = (value, seen = new Set()) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    for (const key of Object.keys(value)) {
      let inner
      try { inner = value[key] } catch {}
      spoil(inner, seen)
      try { value[key] = 'spoilt' } catch {}
      try { delete value[key] } catch {}
    }
    try { value.length = 0 } catch {}
  }
`

const oddCallbacks: readonly (readonly [string, string])[] = [
  ['on throws', callbackWith("on() { throw new Error('no') }")],
  ['on rejects', callbackWith("async on() { throw new Error('no') }")],
  ['on never ends', callbackWith('on: () => new Promise(() => {})')],
  ['on throws what has no words', callbackWith('on() { throw Object.create(null) }')],
  ['on spoils what it hears', spoil + callbackWith('on(event) { spoil(event) }')],
  ['trace throws', callbackWith("trace() { throw new Error('no') }")],
  ['trace returns garbage', callbackWith("trace: () => ({ traceparent: 'x\\r\\ny', spanId: 7 })")],
  ['losses throws', callbackWith("losses() { throw new Error('no') }")],
  ['losses returns garbage', callbackWith("losses: () => 'many'")],
  ['close never ends', callbackWith('close: () => new Promise(() => {})')],
]

const oddStrategies: readonly (readonly [string, string])[] = [
  ['select throws', strategyWith("select() { throw new Error('no') }")],
  ['select returns garbage', strategyWith("select: () => ({ id: 'a' })")],
  ['select promises', strategyWith("select: async () => { throw new Error('no') }")],
  ['select spoils what it sees', spoil + strategyWith('select(all, context) { spoil(all); spoil(context) }')],
  ['prepare throws', strategyWith("prepare() { throw new Error('no') }")],
  ['prepare never ends', strategyWith('prepare: () => new Promise(() => {})')],
  ['prepare spoils what it sees', spoil + strategyWith('async prepare(context) { spoil(context) }')],
  ['tell throws', strategyWith("tell() { throw new Error('no') }")],
  [
    'a signal throws everywhere',
    `
    const no = () => { throw new Error('no') }
    const odd = { name: 'odd', bind: () => ({ start: no, end: no, value: no, export: no, merge: no }) }
    export default { name: 'odd', needs: { odd }, select: ([first]) => (first.odd, first.deployment) }\n`,
  ],
]

describe('the fault wall: plug-ins', () => {
  it.each([
    ...oddCallbacks.map(([what, callback]) => [`a callback whose ${what}`, { callback }] as const),
    ...oddStrategies.map(([what, strategy]) => [`a strategy whose ${what}`, { strategy }] as const),
  ])(
    'G14: requests are served beside %s',
    async (_what, plugIns) => {
      const turnout = await start(plugIns)
      for (let round = 0; round < 3; round++) {
        expect(await ask(turnout, 'm')).toMatchObject({ status: 200 })
        const streamed = await ask(turnout, 'm', { stream: true })
        expect(streamed.text).toContain('[DONE]')
        expect((await ask(turnout, 'nobody')).status).toBe(404)
      }
      for (const path of ['/metrics', '/router/state', '/health/readiness'])
        expect((await fetch(turnout.url + path)).status, path).toBe(200)
      const explained = await fetch(`${turnout.url}/router/explain`, {
        method: 'POST',
        body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }),
      })
      expect(explained.status).toBe(200)
      const ended = turnout.exit()
      turnout.signal('SIGINT')
      expect(await ended).toBe(0)
    },
    60_000,
  )

  it.each([
    ['throws in a timer', "setTimeout(() => { throw new Error('out of the blue') }, 0)"],
    ['lets a promise fail', "Promise.reject(new Error('out of the blue'))"],
    ['fails with nothing', 'Promise.reject()'],
  ])(
    'P06: a callback that %s: what runs ends whole, nothing new begins, and the process ends',
    async (_what, fails) => {
      const turnout = await start({
        callback: callbackWith(`on(event) { if (event.model === 'm' && event.type === 'request-end') ${fails} }`),
      })
      const stream = ask(turnout, 'slow', { stream: true, max_tokens: 40 })
      await until(
        async () => /^turnout_requests_running 1/m.test(await (await fetch(`${turnout.url}/metrics`)).text()),
        turnout.output,
      )
      const ended = turnout.exit()
      expect((await ask(turnout, 'm')).status).toBe(200)
      await until(async () => (await ask(turnout, 'm')).status !== 200, turnout.output)
      expect((await stream).text).toContain('[DONE]')
      expect(await ended).toBe(1)
      expect(turnout.output()).toContain('a fault that nobody caught')
    },
    60_000,
  )
})
