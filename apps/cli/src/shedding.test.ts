import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { completion, sendJson, startUpstream } from '../../../tools/fake-upstream.ts'
import { quietly, serveFile, temporaryFile } from '../../../tools/start-turnout.ts'
import { ask, statuses, type Told } from './test-support/ask-turnout.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
beforeAll(async () => {
  upstream = await startUpstream((response) => sendJson(response, 200, completion('hello')))
})
afterAll(() => upstream.stop())

interface Served {
  /** What a choice does. */
  readonly strategy: string
  readonly loadShedding?: object | false
  readonly heapMb?: number
  readonly args?: readonly string[]
}

/** Two deployments, so that the strategy has a choice. */
async function serve({ strategy, loadShedding = {}, heapMb = 1_024, args = [] }: Served): Promise<Turnout> {
  const deployment = { model_name: 'm', litellm_params: { model: 'openai/m', api_base: upstream.base, api_key: 'k' } }
  const config = {
    model_list: [deployment, { ...deployment, model_info: { id: 'other' } }],
    router_settings: { routing_strategy: './own.mjs' },
    general_settings: { load_shedding: loadShedding, drain_delay: 0 },
  }
  const file = temporaryFile('config.yaml', JSON.stringify(config))
  const select = `select([first]) { ${strategy}; return first.deployment }`
  writeFileSync(
    join(dirname(file), 'own.mjs'),
    `const held = []\nexport default { name: 'own', needs: {}, ${select} }\n`,
  )
  const env = { NODE_OPTIONS: `--max-old-space-size=${heapMb}` }
  const turnout = await serveFile(file, env, args.length > 0 ? args : quietly)
  onTestFinished(() => turnout.signal('SIGKILL'))
  return turnout
}

const alive = async ({ url }: Turnout, path = 'liveliness'): Promise<number> => {
  const response = await fetch(`${url}/health/${path}`)
  await response.text()
  return response.status
}
const shed = async ({ url }: Turnout): Promise<number> =>
  Number(/^turnout_requests_shed_total (\d+)/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])
const times = (turnout: Turnout, text: string): number => turnout.output().split(text).length - 1

/** So many clients that ask again and again until it is over. */
async function clientsUntil(turnout: Turnout, count: number, isOver: () => boolean | Promise<boolean>) {
  const told: Told[] = []
  let goesOn = true
  const clients = Array.from({ length: count }, async () => {
    while (goesOn) told.push(await ask(turnout, 'm'))
  })
  await until(isOver, turnout.output)
  goesOn = false
  await Promise.all(clients)
  return told
}

const busyFor = (ms: number) => `const until = performance.now() + ${ms}; while (performance.now() < until);`
const busy = busyFor(20)
/** At most 200 MB a second: it looks five times a second. */
const leak = `${busyFor(5)} held.push(new Array(125_000).fill(held.length))`
/** Some seconds after so much that it will be full. */
const release = 'if (held.length === 90) setTimeout(() => { held.length = 0 }, 6_000)'

describe.concurrent('a process that has more to do than it can', () => {
  it('refuses some, serves the others, says that it is alive, and refuses nobody when it is over', async () => {
    const accessLog = temporaryFile('access.log', '')
    const turnout = await serve({ strategy: busy, args: ['--access-log', accessLog] })
    const told = await clientsUntil(turnout, 40, async () => {
      expect(await alive(turnout)).toBe(200)
      return (await shed(turnout)) > 50
    })
    const { 200: served = 0, 503: refused = 0, ...others } = statuses(told)
    expect(others).toEqual({})
    expect(served).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(50)
    const refusal = told.find(({ status }) => status === 503)
    expect(refusal?.retryAfter).toBe(1)
    expect(JSON.parse(refusal?.text ?? '')).toMatchObject({ error: { type: 'overloaded_error', code: 'overloaded' } })
    await until(() => times(turnout, 'Not overloaded any more.') === 1, turnout.output)
    expect((await ask(turnout, 'm')).status).toBe(200)
    expect(times(turnout, 'Overloaded: ')).toBe(1)
    expect(await shed(turnout)).toBe(refused)
    await until(
      () => readFileSync(accessLog, 'utf8').split('"code":"overloaded"').length - 1 === refused,
      () => 'not all refusals are in the access log',
    )
  }, 180_000)

  it('refuses nobody where it may not', async () => {
    const turnout = await serve({ strategy: busy, loadShedding: false })
    const startedMs = performance.now()
    const told = await clientsUntil(turnout, 40, () => performance.now() - startedMs > 5_000)
    expect(statuses(told)).toEqual({ 200: told.length })
  }, 180_000)
})

describe.concurrent('a process whose memory is full', () => {
  const full = { loadShedding: { max_memory: 0.5 }, heapMb: 256 }

  it('refuses all but questions about its health, until there is room again', async () => {
    const turnout = await serve({ ...full, strategy: `${leak}; ${release}` })
    const told = await clientsUntil(turnout, 4, () => times(turnout, 'memory is full') === 1)
    expect(told.length).toBeGreaterThan(4)
    await until(async () => (await ask(turnout, 'm')).status === 503, turnout.output)
    expect([await alive(turnout), await alive(turnout, 'readiness')]).toEqual([200, 503])
    await until(async () => (await ask(turnout, 'm')).status === 200, turnout.output)
    expect(await alive(turnout, 'readiness')).toBe(200)
  }, 180_000)

  it('ends with 1, and says why, where it stays full', async () => {
    const turnout = await serve({ ...full, strategy: leak })
    const ended = turnout.exit()
    await clientsUntil(turnout, 4, () => times(turnout, 'out of memory: ending') === 1)
    expect(await ended).toBe(1)
    expect(turnout.output()).toContain('Memory stays full although nobody is let in.')
    expect(turnout.output()).not.toContain('FATAL ERROR')
  }, 180_000)

  it('is replaced where it is one of several workers', async () => {
    const turnout = await serve({ ...full, strategy: leak, args: [...quietly, '--workers', '2'] })
    await clientsUntil(turnout, 4, () => /worker \d \(process \d+\) ended with 1; another/.test(turnout.output()))
    await wait(500)
    await until(async () => (await ask(turnout, 'm')).status === 200, turnout.output)
  }, 180_000)
})
