import type { IncomingMessage } from 'node:http'
import { TurnoutError } from '@turnout/core'

/** Node would go by the first; whoever looked at the request before us may have gone by another. */
const once: ReadonlySet<string> = new Set(['host', 'authorization'])
const [shortest, longest] = [4, 13]

/** Throws where a request could be read in two ways. */
export function refuseAmbiguous({ rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): void {
  let seen = ''
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const raw = rawHeaders[at] ?? ''
    if (raw.length !== shortest && raw.length !== longest) continue
    const name = raw.toLowerCase()
    if (!once.has(name)) continue
    if (seen.includes(name)) throw refuse(400, `There is more than one ${name} header.`, 'duplicate_header')
    seen += name
  }
  const type = headers['content-type']
  if (type !== undefined && type !== 'application/json' && !isReadable(type))
    throw refuse(415, 'The body must be JSON in UTF-8.', 'unsupported_media_type')
}

const isReadable = (type: string): boolean =>
  !/^\s*multipart\//i.test(type) && /^(?:utf-?8|us-ascii)?$/i.test(/;\s*charset="?([^\s;"]*)/i.exec(type)?.[1] ?? '')

const refuse = (status: number, message: string, code: string): TurnoutError =>
  new TurnoutError('bad-request', message, { status, code })
