let knownSecond = Number.NaN
let knownText = ''

/**
 * Nanoseconds since the Unix epoch as OTLP/JSON has them, of milliseconds with fractions: more than a number can hold. The
 * seconds are put into words once each, since numbers of their size are slow to print.
 */
export function unixNanos(wallMs: number): string {
  const second = Math.floor(wallMs / 1_000)
  const nanos = Math.floor((wallMs - second * 1_000) * 1_000_000)
  if (second !== knownSecond) {
    knownSecond = second
    knownText = String(second)
  }
  return knownText + String(1_000_000_000 + nanos).slice(1)
}
