/**
 * `node tools/prove/soak.ts [MINUTES]`: steady traffic with faults and clients that leave, for so long (30). Fails where
 * anything is left behind: requests that do not end, a log that does not agree with what clients were told, memory that grows.
 */
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { serveTurnout, temporaryFile } from '../start-turnout.ts'
import { soakUpstream } from './soak-upstream.ts'

export interface SoakOptions {
  readonly seconds: number
  /** Plain requests. */
  readonly perSecond: number
  /** Streams open at a time; one in twenty is left in the middle. */
  readonly streams: number
}

/** What clients may be told in it: whole answers, honest failures, and nothing where they left. */
export const expectedInSoak: ReadonlySet<string> = new Set(['200', '429', '502', '503', 'whole', 'broken', 'left'])

const slopeBytesPerMinute = 2 ** 20 / 10
const warmUpMinutes = 5

/** Runs it on a Turnout of its own. Memory is that of the system's account of the process; undefined where there is none. */
export async function soak({ seconds, perSecond, streams }: SoakOptions) {
  const upstream = await soakUpstream()
  const log = temporaryFile('access.log', '')
  const deployment = `{ model_name: m, litellm_params: { model: openai/m, api_base: ${upstream.base}, api_key: k } }`
  const file = `model_list: [${deployment}, ${deployment}]\nrouter_settings: { num_retries: 1, retry_after: 0, allowed_fails: 1000000 }\n`
  const turnout = await serveTurnout(file, {}, ['--access-log', log])
  const told: Record<string, number> = {}
  const tell = (what: string) => {
    told[what] = (told[what] ?? 0) + 1
  }
  let asked = 0
  const post = (stream: boolean) => {
    asked++
    const body = JSON.stringify({ model: 'm', stream, messages: [{ role: 'user', content: 'hi' }] })
    return fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body })
  }
  const plain = async () => {
    const response = await post(false)
    await response.text()
    tell(String(response.status))
  }
  const stream = async (leaves: boolean) => {
    const response = await post(true)
    if (response.status !== 200) {
      await response.text()
      return tell(String(response.status))
    }
    if (leaves) {
      await response.body?.cancel()
      return tell('left')
    }
    const text = await response.text()
    tell(text.endsWith('[DONE]\n\n') ? 'whole' : text.includes('data: {"error"') ? 'broken' : 'silent end')
  }
  const memory: { readonly minute: number; readonly bytes: number }[] = []
  const startedMs = performance.now()
  const minutes = () => (performance.now() - startedMs) / 60_000
  const goesOn = () => minutes() * 60 < seconds
  const lanes = Array.from({ length: streams }, async (_, lane) => {
    for (let i = 0; goesOn(); i++) await stream((lane + i) % 20 === 0).catch((error: unknown) => tell(String(error)))
  })
  const open = new Set<Promise<void>>()
  for (let i = 0; goesOn(); i++) {
    const one = plain().catch((error: unknown) => tell(String(error)))
    open.add(one)
    void one.then(() => open.delete(one))
    await wait(1_000 / perSecond)
    if (i % perSecond === 0) memory.push({ minute: minutes(), bytes: residentBytes(turnout.pid) ?? 0 })
  }
  await Promise.all([...lanes, ...open])
  await wait(500)
  const metrics = await (await fetch(`${turnout.url}/metrics`)).text()
  const logged = readFileSync(log, 'utf8').split('\n').length - 1
  const wrong = /unhandled|uncaught|MaxListeners|internal_error/i.exec(turnout.output()) ?? []
  const over = turnout.exit()
  turnout.signal('SIGKILL')
  await over
  await upstream.stop()
  const [first, last] = [memory.at(0)?.bytes, memory.at(-1)?.bytes]
  return {
    ...{ asked, told, logged, wrong: [...wrong] },
    stillRunning: Number(/^turnout_requests_running (\d+)/m.exec(metrics)?.[1]),
    grownMiB: first && last ? (last - first) / 2 ** 20 : undefined,
    bytesPerMinute: slopeOf(memory.filter(({ minute }) => minute > warmUpMinutes)),
  }
}

/** Least squares. */
function slopeOf(points: readonly { readonly minute: number; readonly bytes: number }[]): number | undefined {
  if (points.length < 10) return undefined
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [minute, bytes] = [mean((point) => point.minute), mean((point) => point.bytes)]
  const along = mean((point) => (point.minute - minute) * (point.bytes - bytes))
  return along / mean((point) => (point.minute - minute) ** 2)
}

function residentBytes(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return undefined
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(path, 'utf8'))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

if (import.meta.main) {
  const seconds = Number(process.argv[2] ?? 30) * 60
  const figures = await soak({ seconds, perSecond: 200, streams: 100 })
  console.log(JSON.stringify(figures, undefined, 2))
  const { told, asked, logged, stillRunning, bytesPerMinute = 0, wrong } = figures
  const odd = Object.keys(told).filter((what) => !expectedInSoak.has(what))
  const ok =
    odd.length === 0 &&
    logged === asked &&
    stillRunning === 0 &&
    wrong.length === 0 &&
    bytesPerMinute < slopeBytesPerMinute
  console.log(ok ? 'soak: ok' : `soak: not ok${odd.length > 0 ? `; clients were told ${odd.join(', ')}` : ''}`)
  if (!ok) process.exitCode = 1
}
