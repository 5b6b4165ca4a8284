import { createHmac } from 'node:crypto'

/** `t=…,v1=…`: seconds since the Unix epoch, and the HMAC-SHA256 of `${t}.${body}` in hex. */
export function signature(secret: string, body: string | Uint8Array, wallMs: number): string {
  const seconds = Math.floor(wallMs / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`
}
