import type { Deployment } from '@turnout/core'
import { misconfigured } from './misconfigured.ts'

/** Where requests of a deployment go. */
export interface Endpoint {
  readonly origin: string
  /** Without a trailing slash. */
  readonly basePath: string
  /** With its `?`, or empty. */
  readonly query: string
  /** Flat: name, value, name, value. */
  readonly headers: string[]
}

/** Splits a base URL; trailing slashes do not matter. Throws a `ProviderError` when it is not an http(s) URL. */
export function parseBaseUrl(url: string): Omit<Endpoint, 'headers'> {
  const parsed = URL.parse(url)
  if (!parsed) throw misconfigured('The api_base of a deployment is not a URL.')
  const { origin, pathname, search, protocol } = parsed
  if (protocol !== 'http:' && protocol !== 'https:')
    throw misconfigured('The api_base of a deployment is not an http(s) URL.')
  return { origin, basePath: withoutLastSlashes(pathname), query: search }
}

/** By hand: an expression would look at a row of slashes inside again and again. */
function withoutLastSlashes(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end--
  return path.slice(0, end)
}

/** Remembers what `build` made of a deployment for as long as the deployment lives. */
export function perDeployment<T>(build: (deployment: Deployment) => T): (deployment: Deployment) => T {
  const known = new WeakMap<Deployment, T>()
  return (deployment) => {
    let value = known.get(deployment)
    if (value === undefined) {
      value = build(deployment)
      known.set(deployment, value)
    }
    return value
  }
}

/** `settings.extra_headers`, flat. */
export function extraHeaders({ settings }: Deployment): string[] {
  const extra = settings['extra_headers']
  if (typeof extra !== 'object' || extra === null) return []
  return Object.entries(extra).flatMap(([name, value]) => (typeof value === 'string' ? [name, value] : []))
}
