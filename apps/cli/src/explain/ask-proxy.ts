import type { Runtime, TransportRequest } from '@turnout/core'

/** What a proxy answered. */
export interface Answered {
  readonly status: number
  /** Parsed, where it was JSON. */
  readonly body: unknown
}

export interface ProxyAddress {
  /** Where it listens. */
  readonly url: URL
  /** Sent as a bearer token. */
  readonly key: string | undefined
}

/** Nobody looks at a drawing that long. */
const patienceMs = 30_000

/** One request to a running proxy. Rejects where nobody answers in time. */
export function askProxy(
  { clock, transport }: Pick<Runtime, 'clock' | 'transport'>,
  { url, key }: ProxyAddress,
  path: string,
  sent?: object,
  tags?: readonly string[],
): Promise<Answered> {
  const headers = [
    ...['accept', 'application/json'],
    ...(sent ? ['content-type', 'application/json'] : []),
    ...(tags ? ['x-turnout-tags', tags.join(',')] : []),
    ...(key === undefined ? [] : ['authorization', `Bearer ${key}`]),
  ]
  const request: TransportRequest = {
    origin: url.origin,
    path: `${url.pathname.replace(/\/$/, '')}${path}`,
    method: sent ? 'POST' : 'GET',
    headers,
    body: sent ? JSON.stringify(sent) : null,
  }
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder()
    let [status, text] = [0, '']
    let tooLate = () => reject(new Error('it did not answer'))
    const stop = clock.timer(patienceMs, () => tooLate())
    transport.dispatch(request, {
      onRequestStart(controller) {
        tooLate = () => controller.abort(new Error(`it did not answer within ${patienceMs / 1000} s`))
      },
      onResponseStart(_, head) {
        status = head
      },
      onResponseData(_, chunk) {
        text += decoder.decode(chunk, { stream: true })
      },
      onResponseEnd() {
        stop()
        resolve({ status, body: parsed(text + decoder.decode()) })
      },
      onResponseError(_, error) {
        stop()
        reject(error)
      },
    })
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
