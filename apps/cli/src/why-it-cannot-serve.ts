/** Why a server could not begin. */
export function whyItCannotServe(error: unknown, host: string, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use; choose another with --port.`
  return error instanceof Error ? error.message : String(error)
}
