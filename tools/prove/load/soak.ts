import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { serveTurnout, temporaryFile } from '../../start-turnout.ts'
import type { Figure } from './figure.ts'
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

const mebibyte = 2 ** 20
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
    grownMiB: first && last ? (last - first) / mebibyte : undefined,
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

/** The same as figures, at the rate that a small machine has time for. */
export async function soakFigures(seconds: number): Promise<readonly Figure[]> {
  const { asked, told, logged, stillRunning, bytesPerMinute, wrong } = await soak({
    seconds,
    perSecond: 200,
    streams: 100,
  })
  const odd = Object.entries(told).filter(([what]) => !expectedInSoak.has(what))
  const slope = { what: 'memory that it grows by in ten minutes', unit: ' MiB', most: 1 }
  return [
    { what: 'requests asked', unit: '', least: 1, is: asked },
    { what: 'answers that nobody should get', unit: '', most: 0, is: odd.reduce((sum, [, count]) => sum + count, 0) },
    { what: 'lines too few or too many in the access log', unit: '', most: 0, is: Math.abs(logged - asked) },
    { what: 'requests that have not ended', unit: '', most: 0, is: stillRunning },
    { what: 'unhandled failures and warnings', unit: '', most: 0, is: wrong.length },
    ...(bytesPerMinute === undefined ? [] : [{ ...slope, is: Math.max(0, (10 * bytesPerMinute) / mebibyte) }]),
  ]
}
