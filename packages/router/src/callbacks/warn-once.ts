const onProcess = (message: string): void => process.emitWarning(message, 'TurnoutWarning')

/** Tells each message once; on standard error unless somebody listens. */
export function warnOnce(tell: (message: string) => void = onProcess): (message: string) => void {
  const told = new Set<string>()
  return (message) => {
    if (told.has(message)) return
    told.add(message)
    tell(message)
  }
}
