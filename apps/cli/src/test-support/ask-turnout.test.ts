import type { Turnout } from './running-turnout.test.ts'

export interface Told {
  readonly status: number
  /** Seconds; undefined where nothing was said. */
  readonly retryAfter: number | undefined
  readonly text: string
  readonly tookMs: number
}

/** One chat request to its end; status 0 where the connection failed. */
export async function ask({ url }: Turnout, model: string, extra: object = {}, signal?: AbortSignal): Promise<Told> {
  const startedMs = performance.now()
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }], ...extra })
  try {
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body, signal: signal ?? null })
    const text = await response.text()
    const seconds = response.headers.get('retry-after')
    return {
      ...{ status: response.status, retryAfter: seconds === null ? undefined : Number(seconds), text },
      tookMs: performance.now() - startedMs,
    }
  } catch (error) {
    return { status: 0, retryAfter: undefined, text: String(error), tookMs: performance.now() - startedMs }
  }
}

/** So many at once, dealt out to all of them in turn. */
export const askAtOnce = (fleet: readonly Turnout[], count: number, model: string, extra: object = {}) =>
  Promise.all(Array.from({ length: count }, (_, at) => ask(one(fleet, at), model, extra)))

/** The next in turn. */
export function one(fleet: readonly Turnout[], at: number): Turnout {
  const turnout = fleet[at % fleet.length]
  if (!turnout) throw new Error('nobody is there')
  return turnout
}

/** How many came to each status. */
export function statuses(told: readonly Told[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (const { status } of told) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
