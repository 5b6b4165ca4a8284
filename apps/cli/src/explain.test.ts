import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runTurnout, temporaryFile } from '../../../tools/start-turnout.ts'

const yaml = `model_list:
  - { model_name: main, litellm_params: { model: simulated/a, order: 1, tags: [fast] } }
  - { model_name: main, litellm_params: { model: simulated/b, order: 2 } }
  - { model_name: spare, litellm_params: { model: simulated/c } }
router_settings: { fallbacks: [{ main: [spare] }], enable_tag_filtering: true }
`
const file = temporaryFile('config.yaml', yaml)

const explain = (...args: readonly string[]) => runTurnout(['explain', ...args])

describe('turnout explain', () => {
  it('draws what would happen, and says nothing else', async () => {
    const { code, stdout, stderr } = await explain(file, '--model', 'main')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'would be served by simulated/a',
      'chat for main · nothing is sent, nothing reserved',
      '',
      'main, by simple-shuffle',
    ])
    expect(stdout).toContain('if that fails\nspare, by simple-shuffle')
  })

  it('takes the model and the operation from a request', async () => {
    const request = temporaryFile('r.json', JSON.stringify({ model: 'spare', input: 'x' }))
    const { code, stdout } = await explain(file, '--request', request)
    expect([code, stdout]).toEqual([0, expect.stringContaining('served by simulated/c\nembedding for spare')])
  })

  it('prints one JSON document with --json', async () => {
    const { code, stdout, stderr } = await explain(file, '-m', 'main', '--json', '--tags', 'fast, nice')
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      operation: 'chat',
      asked: 'main',
      choices: [{ chosen: expect.any(String) }, {}],
    })
  })

  it('exits 1 where nobody could serve it, and draws why', async () => {
    const { code, stdout, stderr } = await explain(file, '-m', 'main', '--tags', 'slow')
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toContain('nobody could serve it: 403 (caller-permission)')
    expect(stdout).toContain('✗ simulated/a  tags: does not have any of the request')
  })

  it.each<readonly [readonly string[], number, RegExp]>([
    [[file, '-m', 'nope'], 1, /^model-not-found: .*`nope`.* These do: main, spare\.\n$/],
    [['nowhere.yaml', '-m', 'main'], 1, /nowhere\.yaml is not there/],
    [['--url', 'http://127.0.0.1:1', '-m', 'main'], 1, /^http:\/\/127\.0\.0\.1:1\/ cannot be asked: /],
    [[], 2, /^Name a configuration/],
    [[file, '--url', 'http://x'], 2, /^Name a configuration/],
    [[file], 2, /^Say which model/],
    [[file, '--last'], 2, /--url says which/],
    [['--url', 'http://x', '--last', '--id', 'a'], 2, /^Either --id or --last/],
    [['--url', 'ftp://x'], 2, /expected http:/],
    [['--url', 'http://user:sk-1@x'], 2, /belongs in the environment/],
    [[file, '-m', 'main', '--operation', 'x'], 2, /expected one of chat, text_completion, embedding, rerank/],
  ])('%j exits %i', async (args, expected, why) => {
    const { code, stdout, stderr } = await explain(...args)
    expect([code, stdout, stderr]).toEqual([expected, '', expect.stringMatching(why)])
  })

  it('says no as JSON, too', async () => {
    const { code, stdout } = await explain(file, '-m', 'nope', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([1, { error: { message: expect.stringContaining('`nope`') } }])
  })

  it('does not wait for others of the process: it ends by itself', async () => {
    const startedMs = performance.now()
    await explain(file, '-m', 'main')
    expect(performance.now() - startedMs).toBeLessThan(15_000)
  })
})

const record = {
  ...{ request_id: 'r-1', operation: 'chat', model: 'main', asked: 'main', group: 'main', stream: false, tags: [] },
  ...{ started_at: '2026-01-02T03:04:05.678Z', duration_ms: 12, fallbacks: 0, attempts: [], error: null },
}

/** A server that has one thing to say, until the end of the test. */
async function serverOf(body: unknown) {
  const heard: IncomingMessage[] = []
  const server = createServer((request, response) => {
    heard.push(request)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('turnout explain --url', () => {
  it('draws what became of a request, with the key from the environment', async () => {
    const { heard, url } = await serverOf(record)
    const args = ['explain', '--url', url, '--id', 'r-1', '--key-env', 'MY_KEY']
    const { code, stdout, stderr } = await runTurnout(args, { MY_KEY: 'sk-2' })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe('served by nobody, 12 ms\nchat for main · r-1 · 2026-01-02 03:04:05 UTC\n')
    expect([heard[0]?.url, heard[0]?.headers.authorization]).toEqual(['/router/decisions/r-1', 'Bearer sk-2'])
  })

  it('says so where nothing was recorded, or nothing that it understands', async () => {
    const empty = await explain('--url', (await serverOf({ data: [] })).url, '--last')
    expect([empty.code, empty.stderr]).toEqual([1, 'No request has been recorded yet.\n'])
    const odd = await explain('--url', (await serverOf({ hello: 1 })).url, '-m', 'main')
    expect([odd.code, odd.stdout, odd.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('not one that this turnout understands'),
    ])
  })
})
