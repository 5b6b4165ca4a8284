/** The wall is about real sockets, so its time is real, too. */
export const nowMs = (): number => performance.now()

/** The time of day, for certificates. */
export const wallMs = (): number => Date.now()

/** Resolves after so many ms, or at once when it is called off; it keeps no process alive by itself. */
export const pass = (ms: number, off?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (off?.aborted) return resolve()
    const over = (): void => {
      clearTimeout(timer)
      off?.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    off?.addEventListener('abort', over, { once: true })
  })

/** Until it holds, looked at every 10 ms, for so long at the most; whether it came to hold. */
export const within = async (longestMs: number, holds: () => boolean | Promise<boolean>): Promise<boolean> => {
  const endMs = nowMs() + longestMs
  for (;;) {
    if (await holds()) return true
    if (nowMs() >= endMs) return false
    await pass(10)
  }
}
