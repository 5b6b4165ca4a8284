import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import {
  type Answer,
  completion,
  event,
  sendJson,
  startEvents,
  startUpstream,
} from '../../../../tools/fake-upstream.ts'

/** A request that reached the provider. */
export interface Arrival {
  readonly model: string
  /** Who sent it, where the test said so. */
  readonly user: string | undefined
  readonly stream: boolean
  /** On the clock of `performance.now()`. */
  readonly atMs: number
  /** It does not count as running any more. */
  over(): void
}

export type Reply = (response: ServerResponse, arrival: Arrival) => void | Promise<void>

/** Answers after a while, plain or streamed. */
export const saysAfter =
  (ms: number): Reply =>
  async (response, { stream, over }) => {
    if (stream) startEvents(response).write(event({ content: 'begun' }))
    if (ms > 0) await wait(ms)
    over()
    if (stream) response.end(`${event({ content: ' and ended' }, 'stop')}data: [DONE]\n\n`)
    else sendJson(response, 200, completion('done'))
  }

/** A provider that counts what reaches it, by model, and what runs there. */
export async function countingUpstream(reply: Reply = saysAfter(0)) {
  const arrivals: Arrival[] = []
  const running = new Map<string, number>()
  const peaks = new Map<string, number>()
  const add = (model: string, by: number) => {
    const now = (running.get(model) ?? 0) + by
    running.set(model, now)
    if (now > (peaks.get(model) ?? 0)) peaks.set(model, now)
  }
  let answerWith = reply
  const answer: Answer = (response, { body }) => {
    const { model, user, stream = false } = JSON.parse(body) as { model: string; user?: string; stream?: boolean }
    let isOver = false
    const over = () => {
      if (!isOver) add(model, -1)
      isOver = true
    }
    const arrival = { model, user, stream, atMs: performance.now(), over }
    arrivals.push(arrival)
    add(model, 1)
    response.on('close', over)
    return answerWith(response, arrival)
  }
  const { base, stop } = await startUpstream(answer)
  return {
    base,
    stop,
    arrivals,
    count: (model: string): number => arrivals.filter((arrival) => arrival.model === model).length,
    running: (model: string): number => running.get(model) ?? 0,
    /** The most that ever ran at a time. */
    peak: (model: string): number => peaks.get(model) ?? 0,
    /** From now on. */
    reply(next: Reply) {
      answerWith = next
    },
    forget() {
      arrivals.length = 0
      peaks.clear()
    },
  }
}

export type CountingUpstream = Awaited<ReturnType<typeof countingUpstream>>

/** The same, until the end of a test. */
export async function upstreamOf(reply?: Reply): Promise<CountingUpstream> {
  const upstream = await countingUpstream(reply)
  onTestFinished(upstream.stop)
  return upstream
}
