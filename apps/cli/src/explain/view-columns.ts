import { amount, duration } from './amounts.ts'
import { clipped } from './text-lines.ts'
import type { ToldCandidate } from './told.ts'

/** A column of a table of candidates. */
export interface Column {
  readonly head: string
  readonly cell: (candidate: ToldCandidate) => string
}

interface Shown {
  /** Nothing to tell where it is zero for all. */
  readonly zeroIsNothing?: boolean
  readonly head: string
  readonly text: (value: unknown) => string
}

const longestText = 20

/** Signals of our own strategies, by the names that these have for them: what they are called, and in which unit. */
const known: Readonly<Record<string, Shown | 'hidden'>> = {
  inFlight: { head: 'in flight', text: plainText },
  latency: { head: 'latency', text: (value) => withMean(value, (s) => `${duration(s * 1000)} a token`) },
  timeToFirstToken: { head: 'first token', text: (value) => withMean(value, (s) => duration(s * 1000)) },
  'usage.requests': { head: 'requests/min', text: plainText },
  'usage.tokens': { head: 'tokens/min', text: plainText },
  failures: { head: 'failures', text: plainText, zeroIsNothing: true },
  // A time on the router's own clock.
  lastStart: 'hidden',
}

/** What the strategy saw, a column for each signal of which anybody has something to say; limits have columns of their own. */
export function viewColumns(candidates: readonly ToldCandidate[]): readonly Column[] {
  const limits = new Set(candidates.flatMap(({ limits: all = [] }) => all.map(({ name }) => name)))
  const names = new Set(candidates.flatMap(({ view }) => namesIn(view)))
  return [...names].flatMap((name) => {
    if (limits.has(name)) return []
    const shown = Object.hasOwn(known, name) ? known[name] : undefined
    if (shown === 'hidden') return []
    if (shown?.zeroIsNothing && candidates.every(({ view }) => !valueIn(view, name))) return []
    const { head, text } = shown ?? { head: headOf(name), text: name.endsWith('Ms') ? timeText : plainText }
    return [{ head, cell: ({ view }: ToldCandidate) => text(valueIn(view, name)) }]
  })
}

/** Limits, a column for each: how much of it is taken. */
export function limitColumns(candidates: readonly ToldCandidate[]): readonly Column[] {
  const names = new Set(candidates.flatMap(({ limits = [] }) => limits.map(({ name }) => name)))
  return [...names].map((name) => ({
    head: clipped(name, longestText),
    cell({ limits = [] }) {
      const limit = limits.find((one) => one.name === name)
      if (!limit) return ''
      return `${amount(limit.used)}/${amount(limit.limit)}${limit.used >= limit.limit ? ' full' : ''}`
    },
  }))
}

type View = ToldCandidate['view']

/** `a`, or `a.b` for each member of an object. Samples with a mean are one value. */
const namesIn = (view: View): readonly string[] =>
  Object.entries(view).flatMap(([name, value]) =>
    isObject(value) && typeof value['mean'] !== 'number'
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : value === null || value === undefined
        ? []
        : [name],
  )

function valueIn(view: View, name: string): unknown {
  if (Object.hasOwn(view, name)) return view[name]
  const [outer] = Object.keys(view).filter((key) => name.startsWith(`${key}.`))
  const value = outer === undefined ? undefined : view[outer]
  return isObject(value) ? value[name.slice((outer ?? '').length + 1)] : undefined
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `timeToFirstToken` → `time to first token`; a unit that the value says is left out. */
const headOf = (name: string): string =>
  clipped(
    name.replace(/Ms$/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    longestText,
  )

function plainText(value: unknown): string {
  if (typeof value === 'number') return amount(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? clipped(value, longestText) : '–'
}

const timeText = (value: unknown): string => (typeof value === 'number' ? duration(value) : '–')

function withMean(value: unknown, text: (mean: number) => string): string {
  const mean = isObject(value) ? value['mean'] : undefined
  return typeof mean === 'number' ? text(mean) : 'unknown'
}
