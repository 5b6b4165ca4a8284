/** Where a project of Sentry's takes envelopes, and as whom. */
export interface Dsn {
  readonly origin: string
  readonly url: string
  readonly publicKey: string
  readonly secretKey: string | undefined
}

const key = /^[\w.~-]+$/

/** `PROTOCOL://PUBLIC_KEY:SECRET_KEY@HOST/PATH/PROJECT_ID`. (Sentry developer documentation, "Authentication".) */
export function parseDsn(text: string): Dsn | undefined {
  const { protocol, username = '', password = '', origin = '', pathname = '' } = URL.parse(text) ?? {}
  const at = pathname.lastIndexOf('/')
  const [prefix, project] = [pathname.slice(0, at), pathname.slice(at + 1)]
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  if (!key.test(username) || !key.test(project) || (password && !key.test(password))) return undefined
  const url = `${origin}${prefix}/api/${project}/envelope/`
  return { origin, url, publicKey: username, secretKey: password || undefined }
}
