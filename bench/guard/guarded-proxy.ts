import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { within } from '../processes/within.ts'
import type { Heap } from './probe.ts'

const main = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url))

/**
 * New objects get so much room that none is collected while we count. Optimised code is made at the same requests each
 * time, not when a thread has the time: the figures of `burst stream` would be of two kinds, 10 % apart.
 */
const flags = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256', '--no-concurrent-recompilation']

const deployment = (port: number, limits: string): string =>
  `  - { model_name: guarded, litellm_params: { model: openai/m, api_base: 'http://127.0.0.1:${port}/v1', api_key: sk-guard${limits} } }\n`

const limits = ', rpm: 100000000, tpm: 100000000000, max_parallel_requests: 100000'
const strategy = 'router_settings: { routing_strategy: usage-based-routing-v2 }\n'

/** The built `turnout serve` in front of this upstream, which tells how its heap grows. */
export async function guardedProxy(upstreamPort: number, limited: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-guard-'))
  const config = join(folder, 'config.yaml')
  const two = deployment(upstreamPort, limited ? limits : '').repeat(2)
  writeFileSync(config, `model_list:\n${two}${limited ? strategy : ''}`)
  const probe = new URL('./probe.ts', import.meta.url).href
  const args = [...flags, '--import', probe, main, 'serve', '--config', config, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)

  const listening = async (): Promise<number> => {
    let output = ''
    for await (const text of child.stdout?.setEncoding('utf8') ?? []) {
      output += text
      const port = /^listening on http:\/\/[^\s:]+:(\d+)\s/m.exec(output)?.[1]
      if (port !== undefined) return Number(port)
    }
    throw new Error(`turnout serve does not start: ${output}`)
  }
  return {
    port: await within(listening(), 30_000, 'turnout serve listens'),
    async heap(question: 'tell' | 'collect'): Promise<Heap> {
      const told = once(child, 'message')
      child.send(question)
      const [heap] = (await within(told, 30_000, 'the proxy tells its heap')) as [Heap]
      return heap
    },
    async stop(): Promise<void> {
      process.off('exit', end)
      const over = once(child, 'exit')
      end()
      await over
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
