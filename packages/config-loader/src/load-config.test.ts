import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromObject, loadConfigFile, parseConfig } from './load-config.ts'

const text = `model_list:
  - model_name: m
    litellm_params:
      model: openai/gpt-4
      api_key: os.environ/KEY
      rpm: os.environ/RPM
router_settings:
  num_retrys: 3
  client_ttl: 5
`
const environment = { KEY: 'k', RPM: '10' }

describe('parseConfig', () => {
  it('loads, with every problem at its place, in the order of the file', () => {
    const { config, problems } = parseConfig(text, { environment })
    expect(config?.deployments).toMatchObject([{ group: 'm', provider: 'openai', rpm: 10 }])
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['unknown-key', 8, 3],
      ['without-effect', 9, 3],
    ])
  })

  it('has no configuration when there is an error, but all the problems', () => {
    const { config, problems } = parseConfig(text.replace('os.environ/RPM', '-1'), { environment })
    expect(config).toBeUndefined()
    expect(problems.map(({ level, line }) => [level, line])).toEqual([
      ['error', 6],
      ['warning', 8],
      ['note', 9],
    ])
  })

  it.each(['.inf', '-.inf', '.nan', '-1', 'many', '[]', '"1e999"'])('calls rpm: %s an error at its line', (rpm) => {
    const { problems } = parseConfig(text.replace('os.environ/RPM', rpm), { environment })
    expect(problems[0]).toMatchObject({ level: 'error', line: 6, column: 7 })
  })

  it('warns of a variable that is missing, at its line', () => {
    const { config, problems } = parseConfig(text, { environment: { KEY: 'k' } })
    expect(config?.deployments[0]).not.toHaveProperty('rpm')
    expect(problems[0]).toMatchObject({ level: 'warning', code: 'missing-variable', line: 6, column: 7 })
  })

  it('reads its variables from environment_variables first', () => {
    const own = `${text}environment_variables:\n  KEY: own\n`
    expect(parseConfig(own, { environment }).config?.deployments[0]?.apiKey?.reveal()).toBe('own')
  })

  it('asks simple-shuffle where the strategy is not done, and hands on one that is', () => {
    const later = `${text}  routing_strategy: provider-budget-routing\n`
    expect(parseConfig(later, { environment }).config?.routingStrategy).toBe('simple-shuffle')
    const busy = `${text}  routing_strategy: least-busy\n`
    expect(parseConfig(busy, { environment }).config?.routingStrategy).toBe('least-busy')
    const available = { strategies: ['simple-shuffle', 'mine'], providers: ['openai'], callbacks: [] }
    expect(parseConfig(busy, { environment, available }).config).toBeUndefined()
    expect(parseConfig(busy.replace('least-busy', 'mine'), { environment, available }).config).toBeDefined()
  })

  it('calls a strategy that nobody knows an error at its line', () => {
    const { config, problems } = parseConfig(`${text}  routing_strategy: fastest\n`, { environment })
    expect(config).toBeUndefined()
    expect(problems).toContainEqual(expect.objectContaining({ code: 'unknown-strategy', line: 10, column: 3 }))
  })

  it('says what cannot be read', () => {
    expect(parseConfig('model_list: [', { environment })).toMatchObject({ problems: [{ code: 'invalid-yaml' }] })
  })

  it('survives aliases that nest without end', () => {
    const links = Array.from({ length: 200 }, (_, n) => `k${n + 1}: &a${n + 1} [*a${n}]`)
    expect(parseConfig(`k0: &a0 [x]\n${links.join('\n')}`)).toMatchObject({ problems: [{ level: 'error' }] })
    expect(parseConfig('model_list: &a [*a]')).toMatchObject({ problems: [{ level: 'error', code: 'too-large' }] })
  })
})

describe('fromObject', () => {
  it('loads the same as an object, without lines', () => {
    const { config, problems } = fromObject({ model_list: [{ model_name: 'm', litellm_params: {} }] })
    expect(config).toBeUndefined()
    expect(problems).toMatchObject([{ path: ['model_list', 0, 'litellm_params', 'model'] }])
    expect(problems[0]).not.toHaveProperty('line')
  })

  it('survives an object that holds itself', () => {
    const loop: { self?: object } = {}
    loop.self = loop
    expect(fromObject({ router_settings: loop })).toMatchObject({ problems: [{ code: 'too-large' }] })
  })
})

describe('loadConfigFile', () => {
  it('reads a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'turnout-'))
    try {
      await writeFile(join(folder, 'config.yaml'), text)
      const { config } = await loadConfigFile(join(folder, 'config.yaml'), { environment })
      expect(config?.deployments).toHaveLength(1)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('throws what the file system throws', async () => {
    await expect(loadConfigFile('/nowhere/config.yaml')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
