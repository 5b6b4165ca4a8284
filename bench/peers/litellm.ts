import { freePort } from '../processes/free-port.ts'
import { temporaryFile } from '../targets/config-file.ts'
import { models } from '../targets/models.ts'
import { absentWithout, installed, step } from './installed.ts'
import type { Peer } from './peer.ts'

/** The newest whose own requirements could all be had. */
const version = '1.106.2'
const bin = (name: string): string => installed('litellm/bin', name)

const deployment = (group: string, model: string, upstreamPort: number): string => `\
  - model_name: ${group}
    litellm_params:
      model: openai/${model}
      api_base: http://127.0.0.1:${upstreamPort}/v1
      api_key: sk-bench
`

const config = (upstreamPort: number): string => `\
model_list:
${Array.from(models, ([group, model]) => deployment(group, model, upstreamPort)).join('')}\
litellm_settings:
  set_verbose: false
  telemetry: false
  callbacks: []
general_settings:
  disable_spend_logs: true
  disable_error_logs: true
`

/** LiteLLM's proxy as its page on production says: errors alone are logged, nothing is verbose; one worker; no database, no key. */
export const litellm: Peer = {
  name: 'litellm',
  title: `LiteLLM ${version}`,
  version,
  peer: true,
  absent: () => absentWithout('litellm', bin('litellm')),
  install: () =>
    step('litellm', 'python3', ['-m', 'venv', installed('litellm')]) &&
    step('litellm', bin('pip'), ['install', '--quiet', `litellm[proxy]==${version}`]),
  command: async ({ upstreamPort }) => {
    const port = await freePort()
    const file = temporaryFile('litellm.yaml', config(upstreamPort))
    return {
      command: bin('litellm'),
      args: [
        ...['--config', file, '--host', '127.0.0.1', '--port', String(port)],
        ...['--num_workers', '1', '--telemetry', 'False'],
      ],
      env: {
        LITELLM_MODE: 'PRODUCTION',
        LITELLM_LOG: 'ERROR',
        LITELLM_LOCAL_MODEL_COST_MAP: 'True',
        // Nobody else checks a key here.
        LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY: 'true',
      },
      port,
    }
  },
}
