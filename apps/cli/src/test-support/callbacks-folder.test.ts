import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One event, as `listening` modules note it. */
export interface Noted {
  /** Which module, and which version of it. */
  readonly by: string
  readonly type: string
  readonly requestId?: string
  readonly model?: string
  readonly failure?: { readonly kind: string }
}

/** A module that notes what it hears, at once, in a file beside it. */
export const listening = (by: string): string => `
  import { appendFileSync } from 'node:fs'
  const file = new URL('./noted.jsonl', import.meta.url)
  export default {
    name: '${by}',
    on: (event) => appendFileSync(file, JSON.stringify({ by: '${by}', ...event }) + '\\n'),
  }`

const models = `model_list:
  - { model_name: good, litellm_params: { model: simulated/a, simulated: { latency_ms: 2, tokens_per_second: 2000 } } }
  - { model_name: slow, litellm_params: { model: simulated/b, simulated: { latency_ms: 2, tokens_per_second: 2 } } }
  - { model_name: bad, litellm_params: { model: simulated/c, simulated: { latency_ms: 2, error_rate: 1 } } }
`

/** A folder with a configuration and modules beside it, as long as the test process lives. */
export function callbacksFolder(litellmSettings: string, modules: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-callbacks-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'config.yaml')
  let changes = 0
  const write = (name: string, text: string): void => {
    const path = join(folder, name)
    writeFileSync(path, text)
    const at = new Date(Date.now() + ++changes * 5_000)
    utimesSync(path, at, at)
  }
  const configure = (settings: string): void =>
    writeFileSync(file, `${models}litellm_settings: { num_retries: 0, ${settings} }\n`)
  for (const [name, text] of Object.entries(modules)) write(name, text)
  configure(litellmSettings)
  return {
    file,
    write,
    configure,
    noted(): readonly Noted[] {
      const path = join(folder, 'noted.jsonl')
      const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
      return lines.map((line) => JSON.parse(line) as Noted)
    },
  }
}
