import type { Socket } from 'node:net'

/** Up to here copying a body behind its head is cheaper than a second piece to write. */
const smallBytes = 16 * 1024

/** Writes a request, in one piece where it is small. A body is counted in bytes. */
export function writeRequest(socket: Socket, head: string, body: string | Uint8Array | null): void {
  if (body === null) {
    const length = head.startsWith('GET ') ? '' : 'content-length: 0\r\n'
    socket.write(`${head}${length}\r\n`, 'latin1')
    return
  }
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  const whole = `${head}content-length: ${length}\r\n\r\n`
  const ascii = typeof body === 'string' && length === body.length
  if (ascii && length <= smallBytes) socket.write(whole + body, 'latin1')
  else if (typeof body !== 'string' && length <= smallBytes) socket.write(joined(whole, body))
  else {
    socket.cork()
    socket.write(whole, 'latin1')
    if (typeof body === 'string') socket.write(body, ascii ? 'latin1' : 'utf8')
    else socket.write(body)
    socket.uncork()
  }
}

function joined(head: string, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + body.byteLength)
  bytes.write(head, 'latin1')
  bytes.set(body, head.length)
  return bytes
}
