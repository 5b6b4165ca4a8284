import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { models } from './models.ts'

export interface Shape {
  /** Limits of every kind for each deployment, counted in the proxy or, with a url, in Redis. */
  readonly limits?: { readonly redisUrl?: string | undefined }
  /** Whether answers are kept. */
  readonly keeps?: boolean
  /** Who is told of requests; as by default, unless said. */
  readonly tells?: 'nobody' | 'metrics' | { readonly sinkPort: number }
  /** In the group that is asked; one unless said. */
  readonly deployments?: number
  /** Groups that nobody asks, of one deployment each. */
  readonly otherGroups?: number
}

/** Far more than can be asked for: it is the counting that is measured. */
const limitKeys = `\
      rpm: 100000000
      tpm: 100000000000
      max_parallel_requests: 100000
`

const settings = (redisUrl: string | undefined): string => `\
router_settings:
  routing_strategy: usage-based-routing-v2
${redisUrl === undefined ? '' : `  state: { redis: '${redisUrl}' }\n`}`

const cacheSettings = `\
litellm_settings:
  cache: true
  cache_params: { type: local, ttl: 3600 }
`

const everyCallback = [...['prometheus', 'otel', 'langfuse', 'sentry', 'webhook', 'jsonl', 'console']]

/** Keys of callbacks that are told to nobody but the benchmark's own server. */
function tellingSettings(tells: NonNullable<Shape['tells']>): string {
  const quiet = `general_settings: { metrics: ${tells === 'metrics'}, recent_decisions: 0 }\n`
  if (typeof tells === 'string') return quiet
  const url = `http://127.0.0.1:${tells.sinkPort}`
  return `\
litellm_settings:
  callbacks: [${everyCallback.join(', ')}]
callback_settings:
  webhook: { url: '${url}/webhook', secret: bench }
  jsonl: { path: '${temporaryFile('requests.jsonl', '')}' }
environment_variables:
  OTEL_EXPORTER_OTLP_ENDPOINT: '${url}'
  LANGFUSE_HOST: '${url}'
  LANGFUSE_PUBLIC_KEY: pk-bench
  LANGFUSE_SECRET_KEY: sk-bench
  SENTRY_DSN: 'http://bench@127.0.0.1:${tells.sinkPort}/1'
`
}

/** The text of a configuration that Turnout is measured with: its defaults, but for what is said. */
export const configText = (
  upstreamPort: number,
  { limits, keeps, tells, deployments = 1, otherGroups = 0 }: Shape,
): string => {
  const deployment = (group: string, model: string, at = 0): string => `\
  - model_name: ${group}
    litellm_params:
      model: openai/${model}
      api_base: http://127.0.0.1:${upstreamPort}/v1
      api_key: sk-bench${at === 0 ? '' : `-${at}`}
${limits ? limitKeys : ''}`
  const asked = Array.from(models, ([group, model]) =>
    Array.from({ length: group === 'bench' ? deployments : 1 }, (_, at) => deployment(group, model, at)),
  )
  const others = Array.from({ length: otherGroups }, (_, at) => deployment(`other-${at}`, 'bench-upstream'))
  return `model_list:\n${[...asked.flat(), ...others].join('')}${limits ? settings(limits.redisUrl) : ''}${keeps ? cacheSettings : ''}${tells ? tellingSettings(tells) : ''}`
}

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Writes text to a file with this name, which is gone with this process. */
export const temporaryFile = (name: string, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-bench-'))
  folders.push(folder)
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
