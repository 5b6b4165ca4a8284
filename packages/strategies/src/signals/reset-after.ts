const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Numbers from here on are dates: seconds, or milliseconds, since 1970. */
const leastEpochS = 1e9
const leastEpochMs = 1e12

/**
 * How long after `dateMs` (the answer's `date` header) a limit resets, in ms: from Go's durations (`6m0s`, `20ms`),
 * plain seconds, epoch seconds or ms, or RFC 3339. Undefined where it is none of these.
 */
export function resetAfterMs(text: string, dateMs: number | undefined): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(number)) {
    if (number < leastEpochS) return number * 1_000
    return after(number < leastEpochMs ? number * 1_000 : number, dateMs)
  }
  return duration(text) ?? after(Date.parse(text), dateMs)
}

function duration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(text)) return undefined
  let ms = 0
  for (const [, amount, unit = ''] of text.matchAll(/([\d.]+)(ms|s|m|h|d)/g))
    ms += Number(amount) * (unitsMs[unit] ?? 0)
  return ms
}

const after = (atMs: number, dateMs: number | undefined): number | undefined =>
  dateMs === undefined || Number.isNaN(atMs) ? undefined : Math.max(0, atMs - dateMs)
