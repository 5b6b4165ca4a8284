/** HTTP/1.1 as text, by hand: what is wrong with it on purpose stays wrong. */

const crlf = '\r\n'

/** A status line and headers, with the empty line behind them. */
export const head = (status: number | string, ...lines: readonly string[]): string =>
  `HTTP/1.1 ${status}${typeof status === 'number' ? ' Something' : ''}${crlf}${lines.map((line) => line + crlf).join('')}${crlf}`

/** A whole answer with its length. */
export const whole = (status: number | string, body: string, ...lines: readonly string[]): string =>
  head(status, `content-length: ${new TextEncoder().encode(body).length}`, ...lines) + body

/** A whole answer in JSON. */
export const json = (status: number | string, value: unknown, ...lines: readonly string[]): string =>
  whole(status, JSON.stringify(value), 'content-type: application/json', ...lines)

/** An error as OpenAI words it. */
export const failure = (
  status: number | string,
  error: { message: string; type?: string; code?: string | number | null },
  ...lines: readonly string[]
): string => json(status, { error: { type: null, param: null, code: null, ...error } }, ...lines)

/** One chunk of a chunked body. */
export const chunk = (text: string): string =>
  `${new TextEncoder().encode(text).length.toString(16)}${crlf}${text}${crlf}`

export const lastChunk = `0${crlf}${crlf}`

/** The head of a stream of events, in chunks. */
export const streamHead: string = head(200, 'content-type: text/event-stream', 'transfer-encoding: chunked')

/** The head of a stream of events that is over when the connection is. */
export const openStreamHead: string = head(200, 'content-type: text/event-stream', 'connection: close')
