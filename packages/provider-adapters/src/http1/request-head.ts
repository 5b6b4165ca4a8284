import type { TransportRequest } from '@turnout/core'
import { namePattern, valuePattern } from './header-fields.ts'
import { invalidRequest } from './wire-error.ts'

const validName = new RegExp(`^${namePattern}$`)
const validValue = new RegExp(`^${valuePattern}$`)
const validPath = /^\/[\x21-\x7e\x80-\xff]*$/
/** Where a request ends, and what becomes of its connection, is for the client alone to say. */
const ownNames = new Set(['connection', 'content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade'])

interface Written {
  readonly origin: string
  readonly path: string
  readonly method: string
  readonly text: string
}

/** One list of headers goes to a few paths of one origin; more than this many are not remembered. */
const mostPaths = 16
const written = new WeakMap<readonly string[], Written[]>()

/** The head of a request, up to its last line. Throws what is no header, so that nothing can be slipped in between. */
export function requestHead(request: TransportRequest): string {
  const { headers, usualHeaders } = request
  if (usualHeaders === undefined) return rememberedHead(request, headers)
  return rememberedHead(request, usualHeaders) + headerLines(headers, usualHeaders.length).lines
}

function rememberedHead({ origin, path, method }: TransportRequest, headers: readonly string[]): string {
  const known = written.get(headers) ?? []
  for (const one of known) if (one.path === path && one.origin === origin && one.method === method) return one.text
  const text = write(origin, path, method, headers)
  if (known.push({ origin, path, method, text }) > mostPaths) known.shift()
  written.set(headers, known)
  return text
}

function write(origin: string, path: string, method: string, headers: readonly string[]): string {
  if (!validPath.test(path)) throw invalidRequest('invalid request path')
  const { host = new URL(origin).host, lines } = headerLines(headers, 0)
  return `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${lines}`
}

interface HeaderLines {
  /** What takes the place of the origin's. */
  readonly host: string | undefined
  readonly lines: string
}

function headerLines(headers: readonly string[], from: number): HeaderLines {
  if (headers.length % 2 !== 0) throw invalidRequest('headers must be pairs')
  let host: string | undefined
  let lines = ''
  for (let at = from; at < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]]
    const lower = name.toLowerCase()
    if (!validName.test(name) || ownNames.has(lower)) throw invalidRequest(`invalid ${lower} header`)
    if (!validValue.test(value)) throw invalidRequest(`invalid value of the ${lower} header`)
    if (lower === 'host') host = value
    else lines += `${name}: ${value}\r\n`
  }
  return { host, lines }
}
