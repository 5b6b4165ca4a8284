import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runTurnout, serveFile } from '../../../tools/start-turnout.ts'
import { stopNow, type Turnout, until } from './test-support/running-turnout.test.ts'

const folders: string[] = []
let turnout: Turnout | undefined

afterEach(async () => {
  if (turnout) await stopNow(turnout)
  turnout = undefined
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const models = ['a', 'b', 'c']

/** A folder with a configuration whose strategy is `reference`. */
function folderWith(reference: string): { readonly folder: string; readonly file: string } {
  const root = mkdtempSync(join(tmpdir(), 'turnout-strategy-'))
  folders.push(root)
  const folder = join(root, 'config')
  mkdirSync(folder)
  const entry = (model: string) =>
    `  - { model_name: m, litellm_params: { model: simulated/${model}, simulated: { latency_ms: 2, tokens_per_second: 2000 } } }\n`
  const file = join(folder, 'config.yaml')
  writeFileSync(
    file,
    `model_list:\n${models.map(entry).join('')}router_settings: { routing_strategy: "${reference}" }\n`,
  )
  return { folder, file }
}

const choosing = (body: string) =>
  `export default { name: 'mine', needs: {}, select(candidates, context) { ${body} } }\n`

const theOne = (model: string) =>
  choosing(`return candidates.find((it) => it.deployment.model === '${model}').deployment`)

async function servedBy(url: string, count: number): Promise<ReadonlySet<string>> {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  const ask = async () => {
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body })
    return ((await response.json()) as { model: string }).model
  }
  return new Set(await Promise.all(Array.from({ length: count }, ask)))
}

const occurrences = (text: string, of: string): number => text.split(of).length - 1

describe('a strategy beside the configuration', () => {
  it('decides every choice of serve, and another one does after SIGHUP', async () => {
    const { folder, file } = folderWith('./mine.mjs')
    const module = join(folder, 'mine.mjs')
    writeFileSync(module, theOne('c'))
    const running = await serveFile(file)
    turnout = running
    expect(await servedBy(running.url, 20)).toEqual(new Set(['c']))
    writeFileSync(module, theOne('a'))
    utimesSync(module, new Date(), new Date(Date.now() + 5_000))
    running.signal('SIGHUP')
    await until(() => running.output().includes('generation 2'), running.output)
    expect(await servedBy(running.url, 20)).toEqual(new Set(['a']))
    writeFileSync(module, 'export default nonsense (')
    utimesSync(module, new Date(), new Date(Date.now() + 10_000))
    running.signal('SIGHUP')
    await until(() => running.output().includes('was not taken; generation 2 serves on'), running.output)
    expect(await servedBy(running.url, 20)).toEqual(new Set(['a']))
  }, 30_000)

  it.each([
    ['throws', `throw new Error('no idea')`, 'it threw: no idea'],
    ['chooses a stranger', 'return { ...candidates[0].deployment }', 'it chose what is no candidate'],
  ])('that %s is told once, and chance serves', async (_, body, reason) => {
    const { folder, file } = folderWith('./mine.mjs')
    writeFileSync(join(folder, 'mine.mjs'), choosing(body))
    const running = await serveFile(file)
    turnout = running
    expect(await servedBy(running.url, 60)).toEqual(new Set(models))
    await until(() => running.output().includes(reason), running.output)
    expect(occurrences(running.output(), reason)).toBe(1)
  })

  it('may be a package, and serves chat, too', async () => {
    const { folder, file } = folderWith('turnout-strategy-mine')
    const home = join(folder, 'node_modules/turnout-strategy-mine')
    mkdirSync(home, { recursive: true })
    writeFileSync(
      join(home, 'package.json'),
      '{ "name": "turnout-strategy-mine", "type": "module", "exports": "./index.js" }',
    )
    writeFileSync(join(home, 'index.js'), theOne('b'))
    for (let i = 0; i < 2; i++) {
      const { code, stderr } = await runTurnout(['chat', file, 'hi', '--model', 'm'])
      expect([code, stderr]).toEqual([0, 'simulated/b answered for m\n'])
    }
    expect(await runTurnout(['check', file])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('turnout-strategy-mine'),
    })
  }, 20_000)

  it('may be TypeScript, and take arguments: the one of the guide', async () => {
    const file = join(import.meta.dirname, '../../../examples/strategies/nearest.yaml')
    const { code, stderr } = await runTurnout(['chat', file, 'hi', '--model', 'chat'])
    expect([code, stderr]).toEqual([0, 'simulated/paris answered for chat\n'])
  })

  it('outside the folder is refused by every command', async () => {
    const { folder, file } = folderWith('../mine.mjs')
    writeFileSync(join(folder, '../mine.mjs'), theOne('a'))
    for (const args of [
      ['serve', '--config', file],
      ['check', file],
      ['chat', file, 'hi', '--model', 'm'],
    ]) {
      const { code, stdout, stderr } = await runTurnout(args)
      expect([code, stdout + stderr]).toEqual([1, expect.stringContaining("outside the configuration's folder")])
    }
  }, 20_000)

  it.each([
    ['cannot be read', 'export default (', 'Unexpected end of input'],
    ['is none', 'export default 3', 'The default export of ./mine.mjs is not a routing strategy.'],
  ])(
    'that %s keeps serve and chat from starting',
    async (_, text, why) => {
      const { folder, file } = folderWith('./mine.mjs')
      writeFileSync(join(folder, 'mine.mjs'), text)
      for (const args of [
        ['serve', '--config', file, '--port', '0'],
        ['chat', file, 'hi', '--model', 'm'],
      ]) {
        const { code, stderr } = await runTurnout(args)
        expect([code, stderr]).toEqual([1, expect.stringContaining(why)])
        expect(stderr).not.toContain('    at ')
      }
    },
    20_000,
  )

  it('that comes with a later configuration is told of, too', async () => {
    const { folder, file } = folderWith('least-busy')
    const running = await serveFile(file)
    turnout = running
    writeFileSync(join(folder, 'mine.mjs'), choosing(`throw new Error('no idea')`))
    writeFileSync(file, readFileSync(file, 'utf8').replace('least-busy', './mine.mjs'))
    running.signal('SIGHUP')
    await until(() => running.output().includes('generation 2'), running.output)
    expect(await servedBy(running.url, 60)).toEqual(new Set(models))
    await until(() => running.output().includes('it threw: no idea'), running.output)
  })
})
