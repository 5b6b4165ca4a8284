/** Where something is sent, taken apart as a transport wants it. */
export interface Endpoint {
  readonly origin: string
  readonly path: string
}

/** Undefined: not http or https, or with a user or password in it, which belong in a header. */
export function endpointOf(url: string): Endpoint | undefined {
  const { protocol, username, password, origin, pathname, search } = URL.parse(url) ?? {}
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  return username || password || !origin ? undefined : { origin, path: `${pathname}${search}` }
}
