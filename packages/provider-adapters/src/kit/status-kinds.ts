import type { ErrorKind } from '@turnout/core'

/** What a status means where nothing else is said: 5xx → server, other 4xx → bad-request. */
export const statusKinds: Readonly<Record<number, ErrorKind>> = {
  401: 'authentication',
  402: 'quota',
  403: 'authentication',
  404: 'not-found',
  408: 'timeout',
  409: 'unavailable',
  429: 'rate-limit',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
  529: 'unavailable',
}

/** Redirects are not followed: they are the server's failure. */
export const kindOfStatus = (status: number): ErrorKind =>
  statusKinds[status] ?? (status >= 400 && status < 500 ? 'bad-request' : 'server')
