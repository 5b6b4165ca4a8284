import { describe, expect, it } from 'vitest'
import { runTurnout, temporaryFile } from '../../../tools/start-turnout.ts'

const good = 'model_list: [{ model_name: m, litellm_params: { model: simulated/m, simulated: { latency_ms: 0 } } }]\n'
const slip = `${good}router_settings:\n  num_retrys: 3\n`
const wrong = 'model_list:\n  - model_name: m\n    litellm_params: { model: simulated/m, rpm: many }\n'

describe('turnout check', () => {
  it('says ok, and exits 0', async () => {
    const { code, stdout } = await runTurnout(['check', temporaryFile('good.yaml', good)])
    expect([code, stdout]).toEqual([0, 'ok: 1 deployments in 1 groups, 0 errors, 0 warnings, 0 notes\n'])
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
    })
  })

  it('exits 1 for a file that is not there, without a stack', async () => {
    const { code, stdout, stderr } = await runTurnout(['check', 'nowhere.yaml'])
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('nowhere.yaml is not there')
    expect(stdout + stderr).not.toMatch(/\n\s+at /)
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
    for (const args of [['--help'], ['serve', '--help'], ['check', '--help'], ['chat', '--help'], ['--version']])
      expect((await runTurnout(args)).code).toBe(0)
  })

  it.each([[[]], [['nothing']], [['serve']], [['serve', '--config', 'f', '--port', 'x']], [['check']]])(
    'exits 2 on wrong use: %j',
    async (args) => {
      const { code, stdout } = await runTurnout(args)
      expect([code, stdout]).toEqual([2, ''])
    },
  )

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
