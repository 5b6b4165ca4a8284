import type { Socket } from 'node:net'

interface Refusal {
  readonly status: string
  readonly code: string
  readonly message: string
}

const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'headers_too_large',
    message: 'The headers of the request are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'request_timeout',
    message: 'The request took too long to arrive.',
  },
}

const unreadable: Refusal = {
  status: '400 Bad Request',
  code: 'invalid_http',
  message: 'The request is not readable HTTP.',
}

/** What is not HTTP gets the table's form too, and the connection is closed; nothing is put into an answer that runs. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket, answering: boolean): void {
  if (answering || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const { status, code, message } = refusals[error.code ?? ''] ?? unreadable
  const body = JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } })
  const head = [`HTTP/1.1 ${status}`, 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]
  socket.end([...head, 'connection: close', '', body].join('\r\n'))
}
