type Header = (name: string) => string | undefined

/** The key that a caller shows, in any of the places where clients put one; '' where it shows none. */
export function callerKey(header: Header): string {
  const authorization = header('authorization')
  if (authorization?.slice(0, 7).toLowerCase() === 'bearer ') return authorization.slice(7).trim()
  return header('x-api-key') ?? header('api-key') ?? ''
}

/** Whose answers a caller may get: those of its key, or of what else authorizes it, if only to somebody before us. */
export const callerName = (header: Header): string => callerKey(header) || (header('authorization') ?? '')
