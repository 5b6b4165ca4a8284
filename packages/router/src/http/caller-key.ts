type Header = (name: string) => string | undefined

/** The key that a caller shows, in any of the places where clients put one; '' where it shows none. */
export function callerKey(header: Header): string {
  const authorization = header('authorization')
  if (authorization?.slice(0, 7).toLowerCase() === 'bearer ') return authorization.slice(7).trim()
  return header('x-api-key') ?? header('api-key') ?? ''
}
