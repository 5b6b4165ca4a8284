/** What is not HTTP gets the table's form too, and the connection is closed. */
export function refuseUnreadable(
  error: Error & { code?: string },
  socket: { writable: boolean; end(text: string): void },
): void {
  if (!socket.writable || error.code === 'ECONNRESET') return
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const body = JSON.stringify({
    error: {
      message: 'The request is not readable HTTP.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_http',
    },
  })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
