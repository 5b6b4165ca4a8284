/** Messages may hold anything: after so many different ones, no more are told. */
const most = 1_000

/** On standard error, unless Node is told otherwise. */
export const warnOnProcess = (message: string): void => process.emitWarning(message, 'TurnoutWarning')

/** Tells each message once. */
export function warnOnce(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>()
  return (message) => {
    if (told.has(message) || told.size >= most) return
    told.add(message)
    tell(message)
  }
}
