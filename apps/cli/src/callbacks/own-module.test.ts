import { afterEach, describe, expect, it } from 'vitest'
import { runTurnout, serveFile } from '../../../../tools/start-turnout.ts'
import { ask, statuses } from '../test-support/ask-turnout.test.ts'
import { callbacksFolder, listening, type Noted } from '../test-support/callbacks-folder.test.ts'
import { stopNow, type Turnout, until } from '../test-support/running-turnout.test.ts'

let turnout: Turnout | undefined
afterEach(async () => {
  if (turnout) await stopNow(turnout)
  turnout = undefined
})

const isTerminal = ({ type }: Noted): boolean => type === 'request-end' || type === 'request-refused'
const endsOf = (noted: readonly Noted[]) => noted.filter(isTerminal)

describe('a module beside the configuration', () => {
  it('hears of every request, and exactly once of its end', async () => {
    const { file, noted } = callbacksFolder('callbacks: [./mine.mjs], fallbacks: [{ bad: [good] }]', {
      'mine.mjs': listening('mine'),
    })
    turnout = await serveFile(file)
    const running = turnout
    const leave = async () => {
      const left = new AbortController()
      setTimeout(() => left.abort(), 100)
      await ask(running, 'slow', { stream: true }, left.signal)
    }
    const kinds = [
      () => ask(running, 'good'),
      () => ask(running, 'good', { stream: true }),
      () => ask(running, 'bad'),
      () => ask(running, 'nobody'),
      () => ask(running, 'good', { messages: 3 }),
    ]
    const asked = Array.from({ length: 60 }, (_, at) => kinds[at % kinds.length]?.())
    const told = (await Promise.all(asked)).filter((one) => one !== undefined)
    expect(statuses(told)).toEqual({ 200: 36, 400: 12, 404: 12 })
    await Promise.all(Array.from({ length: 10 }, leave))
    await until(
      () => endsOf(noted()).length >= 70,
      () => JSON.stringify(noted().slice(-3)),
    )
    await stopNow(running)
    turnout = undefined
    const ids = endsOf(noted()).map(({ requestId }) => requestId)
    expect([ids.length, new Set(ids).size]).toEqual([70, 70])
  })

  it('hears successes or failures alone, where its list says so', async () => {
    const { file, noted } = callbacksFolder('success_callback: [./one.mjs], failure_callback: [./two.mjs]', {
      'one.mjs': listening('one'),
      'two.mjs': listening('two'),
    })
    turnout = await serveFile(file)
    for (const model of ['good', 'bad']) await ask(turnout, model)
    const ends = () => noted().filter(({ type }) => type === 'request-end')
    await until(
      () => ends().length === 2,
      () => JSON.stringify(noted()),
    )
    expect(ends().map(({ by, model }) => `${by} ${model}`)).toEqual(['one good', 'two bad'])
  })

  it('is an export, as LiteLLM writes it', async () => {
    const text = listening('handler').replace('export default', 'export const proxy_handler_instance =')
    const { file, noted } = callbacksFolder('callbacks: custom_callbacks.proxy_handler_instance', {
      'custom_callbacks.mjs': text,
    })
    turnout = await serveFile(file)
    await ask(turnout, 'good')
    await until(
      () => endsOf(noted()).length === 1,
      () => JSON.stringify(noted()),
    )
  })

  it.each([
    ['cannot be read', 'export default (', 'The callback ./mine.mjs cannot be loaded: '],
    ['is none', 'export default 3', 'The default export of ./mine.mjs is no callback: '],
    [
      'throws',
      `export default () => { throw new Error('no idea') }`,
      'The callback ./mine.mjs cannot be made: no idea',
    ],
  ])('that %s keeps serve and chat from starting', async (_, text, why) => {
    const { file } = callbacksFolder('callbacks: [./mine.mjs]', { 'mine.mjs': text })
    for (const args of [
      ['serve', '--config', file, '--port', '0'],
      ['chat', file, 'hi', '--model', 'good'],
    ]) {
      const { code, stderr } = await runTurnout(args)
      expect([code, stderr]).toEqual([1, expect.stringContaining(why)])
      expect(stderr).not.toContain('    at ')
    }
  })
})

describe('turnout check', () => {
  it('says what becomes of each name, with its line', async () => {
    const { file } = callbacksFolder('callbacks: [./mine.mjs, langsmth, custom.handler, datadog]', {
      ...{ 'mine.mjs': listening('mine'), 'custom.py': '' },
    })
    const { code, stdout } = await runTurnout(['check', file])
    expect(code).toBe(0)
    const lines = stdout.split('\n').filter((line) => line.includes('litellm_settings.callbacks['))
    expect(lines.map((line) => line.replace(`${file}:`, '').replace(/\. .*/, '.'))).toEqual([
      '5:61: warning: litellm_settings.callbacks[1]: There is no callback langsmth.',
      '5:71: warning: litellm_settings.callbacks[2]: The callback custom.handler is Python, which is not run here.',
      '5:87: note: litellm_settings.callbacks[3]: The callback datadog is accepted; it has no effect yet.',
    ])
    expect(stdout).toContain('Did you mean langsmith?')
    expect(stdout).toContain('callbacks: ./mine.mjs')
  })

  it('refuses what lies outside the folder', async () => {
    const { file } = callbacksFolder('callbacks: [../mine.mjs]')
    const { code, stdout } = await runTurnout(['check', file])
    expect([code, stdout]).toEqual([1, expect.stringContaining("outside the configuration's folder")])
  })
})
