import type { Transport, TransportController, TransportHandler, TransportRequest } from '@turnout/core'
import { turn } from './turn.ts'

/** How the fake network answers one request. */
export interface FakeAnswer {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** The body in the pieces the network delivers it in. */
  readonly pieces?: readonly (string | Uint8Array)[]
  /** Instead of ending well: the connection breaks with this error, after the pieces. */
  readonly breaksWith?: Error
  /** Never answers at all. */
  readonly silent?: boolean
}

export interface SeenRequest {
  readonly request: TransportRequest
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Why it was aborted; undefined when it was not. */
  aborted: Error | undefined
}

/** A network in memory: answers by function, remembers what it was asked, delivers one piece a turn, honours pause. */
export class FakeTransport implements Transport {
  readonly seen: SeenRequest[] = []
  readonly #answer: (seen: SeenRequest) => FakeAnswer

  constructor(answer: (seen: SeenRequest) => FakeAnswer) {
    this.#answer = answer
  }

  dispatch(request: TransportRequest, handler: TransportHandler): void {
    const seen = see(request)
    this.seen.push(seen)
    void deliver(this.#answer(seen), seen, handler)
  }
}

const see = (request: TransportRequest): SeenRequest => {
  const headers: Record<string, string> = {}
  for (let i = 0; i + 1 < request.headers.length; i += 2)
    headers[(request.headers[i] ?? '').toLowerCase()] = request.headers[i + 1] ?? ''
  const body = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body ?? undefined)
  return { request, headers, body, aborted: undefined }
}

async function deliver(answer: FakeAnswer, seen: SeenRequest, handler: TransportHandler): Promise<void> {
  let resume: (() => void) | undefined
  let paused = false
  const controller: TransportController = {
    pause() {
      paused = true
    },
    resume() {
      paused = false
      resume?.()
    },
    abort(reason) {
      if (seen.aborted || over) return
      seen.aborted = reason
      resume?.()
      queueMicrotask(() => handler.onResponseError(controller, reason))
    },
  }
  let over = false
  await turn()
  handler.onRequestStart(controller)
  await turn()
  if (answer.silent || seen.aborted) return
  if (answer.status !== undefined || answer.pieces || !answer.breaksWith)
    handler.onResponseStart(controller, answer.status ?? 200, answer.headers ?? { 'content-type': 'application/json' })
  for (const piece of answer.pieces ?? []) {
    await turn()
    if (paused)
      await new Promise<void>((done) => {
        resume = done
      })
    if (seen.aborted) return
    handler.onResponseData(controller, typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
  }
  await turn()
  if (seen.aborted) return
  over = true
  if (answer.breaksWith) handler.onResponseError(controller, answer.breaksWith)
  else handler.onResponseEnd(controller, {})
}
