import type { Undelivered } from './undelivered.ts'

const mostTries = 4
const firstWaitMs = 1_000
/** Nothing is held longer for an endpoint that asks to be left alone. */
export const longestWaitMs = 60_000

/** How long to wait before the same is sent again: twice as long each time, up to half of it by chance. Undefined: it is not. */
export function nextTryMs(
  { again, retryAfterMs = 0 }: Undelivered,
  tries: number,
  random: () => number,
): number | undefined {
  if (!again || tries >= mostTries || retryAfterMs > longestWaitMs) return undefined
  return Math.max(retryAfterMs, firstWaitMs * 2 ** (tries - 1) * (1 - random() / 2))
}
