import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { ask, statuses } from '../test-support/ask-turnout.test.ts'
import { type Turnout, until } from '../test-support/running-turnout.test.ts'

/** Takes every write for a disk without room. */
const full = '/dev/full'

/** Lines that were lost, by the callback that wanted to write them. */
async function lostBy({ url }: Turnout): Promise<Readonly<Record<string, number>>> {
  const { callbacks } = (await (await fetch(`${url}/router/state`)).json()) as {
    callbacks: readonly { name: string; dropped: number; failed: number }[]
  }
  return Object.fromEntries(callbacks.map(({ name, dropped, failed }) => [name, dropped + failed]))
}

it.skipIf(!existsSync(full))(
  'P08: a full disk holds nobody up, is counted, and is written to when there is room again',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'turnout-full-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const [log, decisions, room] = ['access.log', 'decisions.jsonl', 'room'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    for (const file of [log, decisions]) symlinkSync(full, file)
    const config = {
      model_list: [{ model_name: 'm', litellm_params: { model: 'simulated/a', simulated: { latency_ms: 2 } } }],
      litellm_settings: { callbacks: ['jsonl'] },
      callback_settings: { jsonl: { path: decisions } },
    }
    const turnout = await serveTurnout(JSON.stringify(config), {}, ['--access-log', log])
    onTestFinished(() => turnout.signal('SIGKILL'))
    const askMany = () => Promise.all(Array.from({ length: 50 }, () => ask(turnout, 'm', { max_tokens: 2 })))
    expect(statuses(await askMany())).toEqual({ 200: 50 })
    await until(async () => {
      const lost = await lostBy(turnout)
      return [lost['access-log'], lost['jsonl']].every((count = 0) => count >= 50)
    }, turnout.output)
    const metrics = await (await fetch(`${turnout.url}/metrics`)).text()
    for (const name of ['access-log', 'jsonl'])
      expect(metrics).toMatch(new RegExp(`^turnout_callback_dropped_total\\{[^}]*"${name}"[^}]*\\} 50$`, 'm'))

    for (const file of [log, decisions]) {
      unlinkSync(file)
      symlinkSync(`${room}-${file === log ? 'log' : 'decisions'}`, file)
    }
    const linesOf = (file: string): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0)
    await until(async () => {
      expect(statuses(await askMany())).toEqual({ 200: 50 })
      return linesOf(`${room}-log`) > 50 && linesOf(`${room}-decisions`) > 50
    }, turnout.output)
    expect(readFileSync(`${room}-log`, 'utf8')).toMatch(/"dropped":\d+\}/)
  },
  60_000,
)
