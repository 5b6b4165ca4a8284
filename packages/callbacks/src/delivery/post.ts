import type {
  Clock,
  Runtime,
  TransportController,
  TransportHandler,
  TransportHeaders,
  TransportRequest,
} from '@turnout/core'
import { type Endpoint, endpointOf } from './endpoint.ts'
import { retryAfterMs } from './retry-after.ts'
import { Undelivered } from './undelivered.ts'

export interface Post {
  /** `http:` or `https:`, without a user in it. */
  readonly url: string
  /** What all posts to it have: remembered, so it must not change. */
  readonly headers: Readonly<Record<string, string>>
  /** What this one has besides. */
  readonly ownHeaders?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** From the beginning to the end of the answer. */
  readonly timeoutMs: number
}

export interface PostAnswer {
  readonly status: number
  readonly headers: TransportHeaders
  readonly retryAfterMs: number | undefined
  /** Its beginning. */
  readonly body: string
}

/** More of an answer is not read. */
const mostBytes = 8 * 1024

/**
 * One HTTP POST, whose answer is whatever status came; redirects are not followed. Rejects with `Undelivered` where none
 * came in time.
 */
export async function post(runtime: Pick<Runtime, 'clock' | 'transport'>, given: Post): Promise<PostAnswer> {
  const target = targetOf(given)
  const answering = new Promise<PostAnswer>((resolve, reject) => {
    const answer = new Answering(runtime.clock, given.timeoutMs, resolve, reject)
    try {
      runtime.transport.dispatch(requestOf(target, given), answer)
    } catch (error) {
      answer.onResponseError(undefined, error)
    }
  })
  return answering
}

interface Target extends Endpoint {
  readonly url: string
  readonly headers: string[]
}

const targets = new WeakMap<Post['headers'], Target>()

/** What a transport is told of each post alike, taken apart once: a transport remembers the list, too. */
function targetOf({ url, headers }: Post): Target {
  const known = targets.get(headers)
  if (known?.url === url) return known
  const endpoint = endpointOf(url)
  if (!endpoint) throw new Undelivered('its URL is no http or https URL without a user in it', { again: false })
  const target = { ...endpoint, url, headers: Object.entries(headers).flat() }
  targets.set(headers, target)
  return target
}

function requestOf({ origin, path, headers }: Target, { ownHeaders, body }: Post): TransportRequest {
  const request = { origin, path, method: 'POST', body } as const
  if (!ownHeaders) return { ...request, headers }
  return { ...request, headers: [...headers, ...Object.entries(ownHeaders).flat()], usualHeaders: headers }
}

class Answering implements TransportHandler {
  #status = 0
  #headers: TransportHeaders = {}
  #pieces: Uint8Array[] = []
  #bytes = 0
  #controller: TransportController | undefined
  #over = false
  readonly #clock: Clock
  readonly #stopTimer: () => void
  readonly #resolve: (answer: PostAnswer) => void
  readonly #reject: (error: Undelivered) => void

  constructor(
    clock: Clock,
    timeoutMs: number,
    resolve: (answer: PostAnswer) => void,
    reject: (error: Undelivered) => void,
  ) {
    this.#clock = clock
    this.#resolve = resolve
    this.#reject = reject
    this.#stopTimer = clock.timer(timeoutMs, () => {
      this.#fail(new Undelivered(`no answer within ${timeoutMs / 1_000} s`))
      this.#abort()
    })
  }

  onRequestStart(controller: TransportController): void {
    this.#controller = controller
    if (this.#over) this.#abort()
  }

  onResponseStart(_controller: TransportController, status: number, headers: TransportHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_controller: TransportController, chunk: Uint8Array): void {
    if (this.#over) return
    // A transport may use the memory again.
    this.#pieces.push(chunk.slice(0, mostBytes - this.#bytes))
    this.#bytes += chunk.byteLength
    if (this.#bytes < mostBytes) return
    this.#end()
    this.#abort()
  }

  onResponseEnd(): void {
    this.#end()
  }

  onResponseError(_controller: TransportController | undefined, error: unknown): void {
    this.#fail(new Undelivered(`the connection failed (${codeOf(error)})`))
  }

  #end(): void {
    if (this.#over) return
    this.#finish()
    const body = Buffer.concat(this.#pieces).toString()
    const waitMs = retryAfterMs(this.#headers, this.#clock.wallMs())
    this.#resolve({ status: this.#status, headers: this.#headers, retryAfterMs: waitMs, body })
  }

  #fail(error: Undelivered): void {
    if (this.#over) return
    this.#finish()
    this.#reject(error)
  }

  #finish(): void {
    this.#over = true
    this.#stopTimer()
  }

  #abort(): void {
    this.#controller?.abort(new Error('The answer is not wanted any more.'))
  }
}

/** A code, never a message: that could tell what was sent. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
