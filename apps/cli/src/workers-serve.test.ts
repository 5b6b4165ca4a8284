import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { event, startEvents } from '../../../tools/fake-upstream.ts'
import { quietly, runTurnout, serveFile, temporaryFile } from '../../../tools/start-turnout.ts'
import { upstreamOf } from './test-support/counting-upstream.test.ts'
import { stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'
import { type Connection, chat, chatPath, oneOfEach, workerPids, workersOf } from './test-support/workers.test.ts'

const count = 3
let turnout: Turnout
afterEach(() => turnout?.signal('SIGKILL'))

/** The answer names the version, so that it can be seen who served. */
const version = (name: string) =>
  `model_list: [{ model_name: m, litellm_params: { model: simulated/${name}, simulated: { latency_ms: 1 } } }]\n`
const workersWith = (file: string) => serveFile(file, {}, [...quietly, '--workers', String(count)])
const servedBy = async ({ ask }: Connection): Promise<unknown> => {
  const { text } = await ask(chatPath, chat('m'))
  return (JSON.parse(text) as { model: unknown }).model
}
const allServe = (workers: readonly Connection[], name: string) =>
  until(
    async () => (await Promise.all(workers.map(servedBy))).every((model) => model === name),
    () => turnout.output(),
  )
const says = (text: string | RegExp) => until(() => turnout.output().search(text) >= 0, turnout.output)

describe('workers', () => {
  it('count together: whoever is asked tells the metrics of all', async () => {
    turnout = await workersWith(temporaryFile('config.yaml', version('first')))
    const workers = await oneOfEach(turnout, count)
    await Promise.all(workers.map(servedBy))
    await Promise.all(workers.map(servedBy))
    const counts = await Promise.all(
      workers.map(async ({ ask }) => {
        const { text } = await ask('/metrics')
        return /^litellm_proxy_total_requests_metric(?:_total)?\{[^}]*\} (\d+)$/m.exec(text)?.[1]
      }),
    )
    expect(counts).toEqual(Array(count).fill(String(2 * count)))
    for (const { close } of workers) close()
  }, 60_000)

  it('all read the file again, when it changes and on SIGHUP, and one of them tells', async () => {
    const file = temporaryFile('config.yaml', version('first'))
    turnout = await workersWith(file)
    const workers = await oneOfEach(turnout, count)
    expect(workers).toHaveLength(count)
    await allServe(workers, 'first')
    writeFileSync(file, version('second'))
    await allServe(workers, 'second')
    writeFileSync(file, version('third'))
    turnout.signal('SIGHUP')
    await allServe(workers, 'third')
    expect(turnout.output().match(/generation 2/g)).toHaveLength(1)
    for (const { close } of workers) close()
  }, 60_000)

  it('all keep to what they serve while the file is broken, also one that takes the place of another', async () => {
    const file = temporaryFile('config.yaml', `${version('first')}general_settings: { master_key: sk-secret }\n`)
    turnout = await workersWith(file)
    // Running workers refuse to serve without the key; a new one would have no reason to.
    writeFileSync(file, version('second'))
    await says('It has no master key')
    process.kill(workerPids(turnout)[0] ?? 0, 'SIGKILL')
    await says(/does not serve what the file says now; another takes its place/)
    const response = await fetch(`${turnout.url}/v1/models`)
    expect(response.status).toBe(401)
    writeFileSync(file, `${version('third')}general_settings: { master_key: sk-secret }\n`)
    const headers = { authorization: 'Bearer sk-secret' }
    const answering = async () => {
      const health = await fetch(`${turnout.url}/health`, { headers: { ...headers, connection: 'close' } })
      return ((await health.json()) as { worker: { id: number } }).worker.id
    }
    const ids = new Set<number>()
    await until(async () => ids.add(await answering()).size === count, turnout.output)
  }, 60_000)

  it('let running streams end on SIGTERM, take no more, and end with 0', async () => {
    const ends = Promise.withResolvers<void>()
    const upstream = await upstreamOf(async (response) => {
      startEvents(response).write(event({ content: 'begun' }))
      await ends.promise
      response.end(`${event({ content: ' and ended' }, 'stop')}data: [DONE]\n\n`)
    })
    turnout = await workersOf({ count, base: upstream.base, groups: { held: { held: {} } } })
    const workers = await oneOfEach(turnout, count)
    const streams = workers.flatMap(({ ask }) => [ask(chatPath, chat('held', { stream: true }))])
    await until(
      () => upstream.running('held') === count,
      () => `${upstream.running('held')} run`,
    )
    turnout.signal('SIGINT')
    for (let id = 1; id <= count; id++) await says(`worker ${id}: no new requests; 1 running have 600 s to end`)
    await until(
      () =>
        fetch(`${turnout.url}/health/liveness`).then(
          () => false,
          () => true,
        ),
      turnout.output,
    )
    const exit = turnout.exit()
    ends.resolve()
    for (const { text } of await Promise.all(streams)) expect(text).toMatch(/ and ended.*data: \[DONE\]\n\n$/s)
    expect(await exit).toBe(0)
    expect(turnout.output()).toMatch(/\nstopped\n$/)
  }, 60_000)

  it('are over within 5 s on a second signal', async () => {
    const upstream = await upstreamOf((response) => void startEvents(response).write(event({ content: 'begun' })))
    turnout = await workersOf({ count: 2, base: upstream.base, groups: { held: { held: {} } } })
    const body = JSON.stringify(chat('held', { stream: true }))
    const stream = await fetch(`${turnout.url}${chatPath}`, { method: 'POST', body })
    turnout.signal('SIGTERM')
    await says('worker 2: SIGTERM: not ready any more, serving on for 5 s')
    const exit = turnout.exit()
    const startedMs = performance.now()
    turnout.signal('SIGTERM')
    expect(await stream.text()).toContain('"code":"draining"')
    expect(await exit).toBe(0)
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  }, 60_000)

  it('are not started where the port is in use, and it is said once', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = String(typeof address === 'object' && address ? address.port : 0)
    const file = temporaryFile('config.yaml', version('a'))
    const { code, stderr } = await runTurnout(['serve', '--config', file, '--port', port, '--workers', '2'])
    server.close()
    expect(stderr).toBe(`Port ${port} on 127.0.0.1 is in use; choose another with --port.\n`)
    expect(code).toBe(1)
  }, 60_000)

  it('are not started for a file that cannot run, and it is said once', async () => {
    const file = temporaryFile('config.yaml', 'model_list: 1\n')
    const { code, stdout, stderr } = await runTurnout(['serve', '--config', file, '--port', '0', '--workers', '2'])
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('model_list')
  }, 60_000)

  it.each(['0', '-1', '1.5', 'many', '5000'])(
    'are a number from one on: not %s',
    async (workers) => {
      const file = temporaryFile('config.yaml', version('a'))
      const { code, stderr } = await runTurnout(['serve', '--config', file, `--workers=${workers}`])
      expect(stderr).toContain('expected a number from 1 to 1024, or auto')
      expect(code).toBe(2)
    },
    60_000,
  )
})

describe('one worker', () => {
  it('is no worker: there is one process', async () => {
    turnout = await serveFile(temporaryFile('config.yaml', version('a')), {}, [...quietly, '--workers', '1'])
    expect(workerPids(turnout)).toEqual([])
    expect(await (await fetch(`${turnout.url}/health`)).json()).not.toHaveProperty('worker')
    expect(await stopNow(turnout)).toBe(0)
  }, 60_000)
})
