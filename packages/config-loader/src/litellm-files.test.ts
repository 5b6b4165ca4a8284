import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfigFile } from './load-config.ts'
import { showPath } from './problem.ts'

/** Files that other people wrote for LiteLLM; not part of the repository. */
const root = resolve(import.meta.dirname, '../../..')
const folder = resolve(root, process.env['TURNOUT_FIXTURES'] ?? '../shared/fixtures', 'litellm-config')

const load = async (name: string) => {
  const { config, problems } = await loadConfigFile(resolve(folder, name), { environment: {} })
  return { config, said: problems.map(({ line, code, path }) => `${line} ${code} ${showPath(path)}`) }
}

describe.skipIf(!existsSync(folder))('files written for LiteLLM', () => {
  it('loads centralized-credentials.yaml, and takes its credentials', async () => {
    const { config, said } = await load('centralized-credentials.yaml')
    expect(config?.deployments).toMatchObject([
      { group: 'chat', model: 'gpt-4o', apiBase: 'https://api.openai.example/v1' },
      { group: 'summarize', model: 'gpt-4o-mini', apiBase: 'https://api.openai.example/v1' },
    ])
    expect(said).toEqual(['6 missing-variable credential_list[0].credential_values.api_key'])
  })

  it('loads database-settings.yaml', async () => {
    const { config, said } = await load('database-settings.yaml')
    expect(config?.deployments).toHaveLength(1)
    expect(said).toContain('8 unknown-key litellm_settings.database_url')
    expect(said.filter((line) => line.includes('missing-variable'))).toHaveLength(3)
  })

  it('loads incompatible-routing.yaml', async () => {
    const { config, said } = await load('incompatible-routing.yaml')
    expect(config?.deployments).toMatchObject([{ rpm: 100 }, { rpm: 50, tpm: 10_000 }])
    expect(config?.routingStrategy).toBe('least-busy')
    expect(said.filter((line) => !line.includes('missing-key'))).toEqual([])
  })

  it('loads load-balancing-fallbacks.yaml', async () => {
    const { config } = await load('load-balancing-fallbacks.yaml')
    expect(config?.deployments.map(({ provider }) => provider)).toEqual(['azure', 'openai', 'anthropic', 'anthropic'])
    expect(config?.deployments[0]).toMatchObject({ apiVersion: '2025-01-01', defaults: { temperature: 0.2 } })
    expect(config?.fallbacks.general).toEqual({ fast: [{ target: 'backup' }] })
  })

  it('loads unmapped-fields.yaml, and names what it does not know', async () => {
    const { config, said } = await load('unmapped-fields.yaml')
    expect(config?.deployments).toMatchObject([{ id: 'deployment-1' }])
    expect(said.filter((line) => line.includes('unknown-key'))).toEqual([
      '7 unknown-key model_list[0].custom_model_field',
      '17 unknown-key custom_section',
    ])
  })

  it('loads wildcard-model.yaml', async () => {
    const { config, said } = await load('wildcard-model.yaml')
    expect(said.filter((line) => !line.includes('missing-key'))).toEqual([
      '16 unfilled-wildcard model_list[4].litellm_params.model',
    ])
    expect(config?.deployments.map(({ group }) => group)).toEqual([
      ...['*', 'gpt-*', '*-preview', 'team*chat', 'multi-wildcard', 'alias-*'],
    ])
  })
})
