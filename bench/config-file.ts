import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { models } from './models.ts'

const deployment = (group: string, model: string, upstreamPort: number): string => `\
  - model_name: ${group}
    litellm_params:
      model: openai/${model}
      api_base: http://127.0.0.1:${upstreamPort}/v1
      api_key: sk-bench
`

/** Far more than can be asked for: it is the counting that is measured. */
const limits = `\
      rpm: 100000000
      tpm: 100000000000
      max_parallel_requests: 100000
`

const limited = (redisUrl: string | undefined): string => `\
router_settings:
  routing_strategy: usage-based-routing-v2
${redisUrl === undefined ? '' : `  state: { redis: '${redisUrl}' }\n`}`

/** Limits of every kind for each deployment, counted in this process or, with a url, in Redis. */
export interface Limited {
  readonly redisUrl?: string
}

/**
 * Writes a configuration Turnout is measured with: its defaults, and one deployment a model. Removed at the end of the
 * process.
 */
export const writeConfigFile = (upstreamPort: number, by?: Limited): string => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'turnout.yaml')
  const deployments = Array.from(
    models,
    ([group, model]) => deployment(group, model, upstreamPort) + (by ? limits : ''),
  )
  writeFileSync(file, `model_list:\n${deployments.join('')}${by ? limited(by.redisUrl) : ''}`)
  return file
}
