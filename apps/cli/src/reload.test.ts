import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { serveFile } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

const folders: string[] = []
let turnout: Awaited<ReturnType<typeof serveFile>> | undefined

afterEach(async () => {
  if (turnout) await stopNow(turnout)
  turnout = undefined
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'turnout-reload-'))
  folders.push(path)
  return path
}

/** The answer names the version, so that it can be seen who served. */
const version = (name: string, more = '') =>
  `model_list: [{ model_name: m, litellm_params: { model: simulated/${name}, simulated: { latency_ms: 2, tokens_per_second: 2000 } } }]\n${more}`

const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })

async function servedBy(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body })
  return ((await response.json()) as { model: string }).model
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await condition()) return
    await wait(25)
  }
  throw new Error(`waited in vain: ${turnout?.output()}`)
}

const isServedBy = (name: string) => async () => (await servedBy(turnout?.url ?? '')) === name

describe('a file that changes under a running proxy', () => {
  it('is read again: written in place, renamed over, and on SIGHUP at once', async () => {
    const file = join(folder(), 'config.yaml')
    writeFileSync(file, version('first'))
    turnout = await serveFile(file)
    expect(await servedBy(turnout.url)).toBe('first')
    writeFileSync(file, version('second'))
    await until(isServedBy('second'))
    writeFileSync(`${file}.new`, version('third'))
    renameSync(`${file}.new`, file)
    await until(isServedBy('third'))
    writeFileSync(file, version('fourth'))
    turnout.signal('SIGHUP')
    await until(isServedBy('fourth'))
    expect(turnout.output()).toContain('generation 2: deployments 1 added, 1 removed, 0 changed')
  })

  it('is followed when Kubernetes swaps the folder behind it', async () => {
    const root = folder()
    for (const name of ['one', 'two']) {
      mkdirSync(join(root, name))
      writeFileSync(join(root, name, 'config.yaml'), version(name))
    }
    symlinkSync('one', join(root, '..data'))
    symlinkSync(join('..data', 'config.yaml'), join(root, 'config.yaml'))
    turnout = await serveFile(join(root, 'config.yaml'))
    expect(await servedBy(turnout.url)).toBe('one')
    symlinkSync('two', join(root, '..data_tmp'))
    renameSync(join(root, '..data_tmp'), join(root, '..data'))
    await until(isServedBy('two'))
  })

  it('is followed into the files that it includes', async () => {
    const root = folder()
    writeFileSync(join(root, 'models.yaml'), version('first'))
    writeFileSync(join(root, 'config.yaml'), 'include: [models.yaml]\n')
    turnout = await serveFile(join(root, 'config.yaml'))
    expect(await servedBy(turnout.url)).toBe('first')
    await wait(300)
    writeFileSync(join(root, 'models.yaml'), version('second'))
    await until(isServedBy('second'))
  })

  it('is followed when it includes another file no more, and when one it waits for comes', async () => {
    const root = folder()
    const main = join(root, 'config.yaml')
    writeFileSync(join(root, 'models.yaml'), version('included'))
    writeFileSync(main, 'include: [models.yaml]\n')
    turnout = await serveFile(main)
    expect(await servedBy(turnout.url)).toBe('included')
    writeFileSync(main, version('own'))
    rmSync(join(root, 'models.yaml'))
    await until(isServedBy('own'))
    writeFileSync(main, 'include: [later.yaml]\n')
    await until(() => turnout?.output().includes('later.yaml is not there') ?? false)
    writeFileSync(join(root, 'later.yaml'), version('later'))
    await until(isServedBy('later'))
  }, 20_000)

  it('is not taken when it is empty, or has lost its master key', async () => {
    const file = join(folder(), 'config.yaml')
    const locked = 'general_settings: { master_key: sk-locked }\n'
    writeFileSync(file, version('good', locked))
    turnout = await serveFile(file)
    const { signal, output, url } = turnout
    writeFileSync(file, '')
    signal('SIGHUP')
    await until(() => output().includes('It has no deployments'))
    writeFileSync(file, version('open'))
    signal('SIGHUP')
    await until(() => output().includes('It has no master key'))
    expect((await fetch(`${url}/health`)).status).toBe(401)
  })

  it('is not taken while it is wrong: the old one serves, and log and health say why', async () => {
    const file = join(folder(), 'config.yaml')
    writeFileSync(file, version('good'))
    turnout = await serveFile(file)
    writeFileSync(file, version('bad', 'router_settings: { num_retries: some }\n'))
    const health = async () =>
      (
        (await (await fetch(`${turnout?.url}/health`)).json()) as {
          config: { generation: number; refused?: { problems: string[] } }
        }
      ).config
    await until(async () => (await health()).refused !== undefined)
    expect(await health()).toMatchObject({
      generation: 1,
      refused: { problems: [expect.stringContaining('2:20: error: router_settings.num_retries')] },
    })
    expect(turnout.output()).toContain('was not taken; generation 1 serves on')
    expect(await servedBy(turnout.url)).toBe('good')
    writeFileSync(file, version('better'))
    await until(isServedBy('better'))
    expect(await health()).toEqual({ generation: 2, loaded_at: expect.any(String) })
  })

  it('fails no request at 200 a second with streams open, and serves each by one generation', async () => {
    const file = join(folder(), 'config.yaml')
    writeFileSync(file, generation(0))
    const proxy = await serveFile(file)
    turnout = proxy
    const failures: string[] = []
    const ask = async (model: string, stream: boolean) => {
      const request = JSON.stringify({ model, stream, messages: [{ role: 'user', content: 'one two three' }] })
      const response = await fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', body: request })
      const text = await response.text()
      const models = new Set([...text.matchAll(/"model":"(v\d+)"/g)].map(([, name]) => name))
      const whole = !stream || text.endsWith('data: [DONE]\n\n')
      if (response.status !== 200 || models.size !== 1 || !whole) failures.push(text)
    }
    const asked = [1, 2, 3, 4, 5].map(() => ask('slow', true))
    for (let i = 1; i <= 50; i++) {
      writeFileSync(`${file}.new`, i % 2 ? generation(i) : 'model_list: [')
      renameSync(`${file}.new`, file)
      proxy.signal('SIGHUP')
      for (let tick = 0; tick < 4; tick++) {
        asked.push(ask('down', false), ask('up', false), ask('up', true))
        await wait(15)
      }
    }
    await Promise.all(asked)
    expect(failures).toEqual([])
    expect(asked).toHaveLength(605)
    await until(() => /generation 2[0-9]/.test(proxy.output()))
  }, 60_000)
})

/** Three groups of one version: one that answers, one that falls back to it, and one that takes its time. */
function generation(version: number): string {
  const entry = (group: string, simulated: string) =>
    `  - model_name: ${group}\n    litellm_params: { model: simulated/v${version}, simulated: { ${simulated} } }\n`
  return [
    'model_list:\n',
    entry('down', 'latency_ms: 2, error_rate: 1'),
    entry('up', 'latency_ms: 2, tokens_per_second: 2000'),
    entry('slow', 'latency_ms: 2, tokens_per_second: 1'),
    'router_settings: { num_retries: 0, fallbacks: [{ down: [up] }] }\n',
  ].join('')
}
