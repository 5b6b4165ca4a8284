import { dirname } from 'node:path'
import { freePort } from '../processes/free-port.ts'
import { temporaryFile } from '../targets/config-file.ts'
import { models } from '../targets/models.ts'
import { absentWithout, installed, step } from './installed.ts'
import type { Peer } from './peer.ts'

const version = 'latest'
const program = installed('bifrost/bifrost-http')

const config = (upstreamPort: number): string =>
  JSON.stringify({
    client: { enable_logging: false, enable_governance: false, drop_excess_requests: false, initial_pool_size: 500 },
    providers: {
      openai: {
        keys: [{ name: 'bench', value: 'sk-bench', models: [...models.values()], weight: 1 }],
        network_config: { base_url: `http://127.0.0.1:${upstreamPort}` },
        concurrency_and_buffer_size: { concurrency: 1_000, buffer_size: 5_000 },
      },
    },
  })

/** Bifrost's HTTP transport: no plugins, no request log, no store, one core's worth of Go. */
export const bifrost: Peer = {
  name: 'bifrost',
  title: 'Bifrost',
  version,
  peer: true,
  absent: () => absentWithout('bifrost', program),
  install: () =>
    step('bifrost', 'go', ['install', `github.com/maximhq/bifrost/transports/bifrost-http@${version}`], {
      GOBIN: installed('bifrost'),
    }),
  command: async ({ upstreamPort }) => {
    const port = await freePort()
    const folder = dirname(temporaryFile('config.json', config(upstreamPort)))
    return {
      command: program,
      args: ['-app-dir', folder, '-host', '127.0.0.1', '-port', String(port), '-log-level', 'error'],
      env: { GOMAXPROCS: '1' },
      port,
    }
  },
  client: () => ({ models: Object.fromEntries(Array.from(models, ([asked, model]) => [asked, `openai/${model}`])) }),
}
