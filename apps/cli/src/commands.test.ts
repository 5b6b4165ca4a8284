import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runTurnout, temporaryFile } from '../../../tools/start-turnout.ts'

const good = 'model_list: [{ model_name: m, litellm_params: { model: simulated/m, simulated: { latency_ms: 0 } } }]\n'
const slip = `${good}router_settings:\n  num_retrys: 3\n`
const wrong = 'model_list:\n  - model_name: m\n    litellm_params: { model: simulated/m, rpm: many }\n'

describe('turnout check', () => {
  it('shows the groups, says ok, and exits 0', async () => {
    const { code, stdout } = await runTurnout(['check', temporaryFile('good.yaml', good)])
    expect(code).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'group  deployments    strategy        fallbacks  aliases',
      'm      simulated/m    simple-shuffle',
      '',
      'ok: 1 deployments in 1 groups, 0 errors, 0 warnings, 0 notes',
      '',
    ])
  })

  it('names a slip with its place and what was meant; only --strict minds', async () => {
    const file = temporaryFile('slip.yaml', slip)
    const { code, stdout } = await runTurnout(['check', file])
    expect(code).toBe(0)
    expect(stdout).toContain(
      `${file}:3:3: warning: router_settings.num_retrys: is not a known key. Did you mean num_retries?`,
    )
    expect((await runTurnout(['check', file, '--strict'])).code).toBe(1)
  })

  it('exits 1 on an error, with one JSON document on request', async () => {
    const file = temporaryFile('wrong.yaml', wrong)
    const { code, stdout } = await runTurnout(['check', file, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      errors: 1,
      problems: [{ level: 'error', code: 'wrong-type', line: 3, path: ['model_list', 0, 'litellm_params', 'rpm'] }],
      groups: [],
    })
  })

  it('has the groups in its JSON, too', async () => {
    const { stdout } = await runTurnout(['check', temporaryFile('good.yaml', good), '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      groups: [{ group: 'm', deployments: [{ model: 'simulated/m' }], strategy: 'simple-shuffle', aliases: [] }],
    })
  })

  it('shows no key, and no colours to a program', async () => {
    const secret = 'sk-very-secret'
    const keys = `api_key: ${secret}, azure_ad_token: ${secret}, extra_headers: { authorization: Bearer ${secret} }`
    const text = `model_list: [{ model_name: m, litellm_params: { model: azure/m, api_base: 'https://a.test', ${keys} } }]
general_settings: { master_key: ${secret}, masterkey: ${secret}, max_request_size_mb: ${secret} }\n`
    for (const given of [text, text.replace(/, max_request.*\w /, ' ')])
      for (const more of [[], ['--json']]) {
        const { stdout, stderr } = await runTurnout(['check', temporaryFile('secret.yaml', given), ...more])
        expect(stdout).toContain('master')
        expect(stdout + stderr).not.toContain(secret)
        expect(stdout).not.toContain('\u001b')
      }
  })

  it('exits 1 for a file that is not there, without a stack', async () => {
    const { code, stdout, stderr } = await runTurnout(['check', 'nowhere.yaml'])
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('nowhere.yaml is not there')
    expect(stdout + stderr).not.toMatch(/\n\s+at /)
  })
})

describe('turnout init', () => {
  const folder = () => dirname(temporaryFile('marker', ''))

  it.each([[['--yes']], [[]]])(
    'asks nothing where nobody can answer, and writes what check accepts: %j',
    async (more) => {
      const file = join(folder(), 'turnout.yaml')
      const { code, stdout, stderr } = await runTurnout(['init', file, ...more])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain(`wrote ${file}`)
      const checked = await runTurnout(['check', file, '--strict'])
      expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('\nok: 1 deployments in 1 groups')])
    },
  )

  it('overwrites with --force only', async () => {
    const file = temporaryFile('mine.yaml', 'mine')
    const refused = await runTurnout(['init', file, '--yes'])
    expect([refused.code, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toBe(`${file} is there already; --force overwrites it.\n`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect((await runTurnout(['init', file, '--yes', '--force'])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('model_list:')
  })

  it('says so when it cannot write, without a stack', async () => {
    const file = join(folder(), 'no', 'such', 'folder.yaml')
    const { code, stderr } = await runTurnout(['init', file, '--yes'])
    expect([code, stderr]).toEqual([1, `${file} cannot be written (ENOENT).\n`])
  })
})

describe('turnout schema', () => {
  it('prints the JSON Schema that ships with the loader, and nothing else', async () => {
    const { code, stdout, stderr } = await runTurnout(['schema'])
    expect([code, stderr]).toEqual([0, ''])
    const shipped = createRequire(import.meta.url).resolve('@turnout/config-loader/config.schema.json')
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(shipped, 'utf8')))
  })
})

describe('turnout chat', () => {
  it('prints the answer, and who gave it', async () => {
    const { code, stdout, stderr } = await runTurnout(['chat', temporaryFile('good.yaml', good), '-m', 'm', 'Hello'])
    expect([code, stdout, stderr]).toEqual([0, 'm heard: Hello\n', 'simulated/m answered for m\n'])
  })

  it('exits 1 when nobody can answer', async () => {
    const { code, stderr } = await runTurnout(['chat', temporaryFile('good.yaml', good), '-m', 'x', 'Hello'])
    expect([code, stderr]).toEqual([1, 'model-not-found: The model `x` does not exist.\n'])
  })
})

describe('turnout', () => {
  it('has help everywhere, and a version', async () => {
    const commands = ['serve', 'check', 'explain', 'chat', 'init', 'schema']
    for (const args of [['--help'], ['--version'], ...commands.map((command) => [command, '--help'])]) {
      const { code, stdout, stderr } = await runTurnout(args)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).not.toBe('')
    }
  })

  it.each([
    [[]],
    [['nothing']],
    [['serve']],
    [['serve', '--config', 'f', '--port', 'x']],
    [['serve', '--config', 'f', '--port', '99999']],
    [['check']],
    [['init', 'a', 'b']],
    [['schema', 'x']],
  ])('exits 2 on wrong use: %j', async (args) => {
    const { code, stdout } = await runTurnout(args)
    expect([code, stdout]).toEqual([2, ''])
  })

  it('listens on loopback only while there is no master key', async () => {
    const { code, stderr } = await runTurnout([
      'serve',
      '--config',
      temporaryFile('good.yaml', good),
      '--host',
      '0.0.0.0',
      '--port',
      '0',
    ])
    expect(code).toBe(1)
    expect(stderr).toContain('master_key')
  })

  it('does not open a port for a file that cannot work', async () => {
    const { code, stdout, stderr } = await runTurnout(['serve', '--config', temporaryFile('wrong.yaml', wrong)])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(':3:')
  })
})
