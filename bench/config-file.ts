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

/** Writes the configuration Turnout is measured with: its defaults, and one deployment a model. Removed at the end of the process. */
export const writeConfigFile = (upstreamPort: number): string => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'turnout.yaml')
  const deployments = Array.from(models, ([group, model]) => deployment(group, model, upstreamPort))
  writeFileSync(file, `model_list:\n${deployments.join('')}`)
  return file
}
