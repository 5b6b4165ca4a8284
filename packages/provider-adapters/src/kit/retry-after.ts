import type { TransportHeaders } from '@turnout/core'

/** Nobody means more than a day. */
export const longestWaitMs = 24 * 60 * 60 * 1_000

/**
 * How long the provider asked to be left alone, in ms: the largest of what `retry-after-ms` and `retry-after` (seconds
 * or an HTTP date, RFC 9110 section 10.2.3) say; Azure sends both, and the first may be 0. Undefined where nothing
 * sensible stands, from 0 to 24 hours.
 */
export function retryAfterMs(headers: TransportHeaders, wallMs: number): number | undefined {
  const stated = [
    ...textsOf(headers['retry-after-ms']).map((text) => inMs(text, 1)),
    ...textsOf(headers['retry-after']).map((text) => inMs(text, 1_000) ?? untilDate(text, wallMs)),
  ]
  const sensible = stated.filter((ms) => ms !== undefined).filter((ms) => ms <= longestWaitMs)
  return sensible.length === 0 ? undefined : Math.max(...sensible)
}

const textsOf = (value: TransportHeaders[string]): readonly string[] => [value ?? []].flat().map((text) => text.trim())

const inMs = (text: string, unitMs: number): number | undefined =>
  /^\d+(\.\d+)?$/.test(text) ? Number(text) * unitMs : undefined

function untilDate(text: string, wallMs: number): number | undefined {
  const dateMs = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - wallMs)
}

const unitsMs: ReadonlyMap<string, number> = new Map(
  (
    [
      [3_600_000, 'h hour hours'],
      [60_000, 'm min minute minutes'],
      [1_000, 's sec secs second seconds'],
      [1, 'ms'],
    ] as const
  ).flatMap(([ms, names]) => names.split(' ').map((name) => [name, ms] as const)),
)

const wait = /\b(?:re)?try (?:again )?(?:in|after) ((?:\d+(?:\.\d+)? ?[a-z]+ ?)+)/i
const part = /(\d+(?:\.\d+)?) ?([a-z]+)/gi

/** More of a message is not read. */
const longestText = 4_000

/**
 * The same as providers write it into a message, where no header says it: "Please retry in 48.9s." (Google), "Please try
 * again in 6m0s." (OpenAI, Groq), "Please retry after 26 seconds." (Azure).
 */
export function retryAfterTextMs(message: string): number | undefined {
  const said = wait.exec(message.slice(0, longestText))?.[1]
  if (said === undefined) return undefined
  let ms = 0
  for (const [, amount, unit = ''] of said.matchAll(part)) ms += Number(amount) * (unitsMs.get(unit.toLowerCase()) ?? 0)
  return ms > 0 && ms <= longestWaitMs ? ms : undefined
}
