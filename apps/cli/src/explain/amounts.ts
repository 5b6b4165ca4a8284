/** Milliseconds in the unit that says most: `0.4 ms`, `312 ms`, `1.4 s`, `12 s`, `2 min 5 s`, `3 h 20 min`. */
export function duration(ms: number): string {
  if (ms < 10) return `${trimmed(ms.toFixed(1))} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${trimmed((ms / 1000).toFixed(1))} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const [minutes, restSeconds] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes < 60) return `${minutes} min${restSeconds > 0 ? ` ${restSeconds} s` : ''}`
  return `${Math.floor(minutes / 60)} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`
}

/** USD with two digits that count, or cents: `$12.50`, `$0.0021`. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0'
  if (usd >= 1) return `$${usd.toFixed(2)}`
  const places = Math.min(9, 1 - Math.floor(Math.log10(usd)))
  return `$${trimmed(usd.toFixed(places))}`
}

/** Odds from 0 to 1: what is possible is not called 0 %, nor what is not certain 100 %. */
export function percent(odds: number): string {
  if (odds > 0 && odds < 0.01) return '<1 %'
  if (odds < 1 && odds > 0.99) return '>99 %'
  return `${Math.round(odds * 100)} %`
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const barWidth = 10

/** Odds as a bar of at most ten characters. */
export function bar(odds: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, odds)) * barWidth * 8)
  return '█'.repeat(filled >> 3) + (eighths[filled & 7] ?? '')
}

/** A number as a table has room for: at most three digits behind the point, thousands apart. */
export const amount = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 })

/** `1 failure`, `2 failures`. */
export const counted = (count: number, noun: string): string => `${amount(count)} ${noun}${count === 1 ? '' : 's'}`

const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits)
