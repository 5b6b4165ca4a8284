import {
  type Actual,
  type Charge,
  type Claim,
  isJsonObject,
  isNonEmpty,
  type Json,
  type JsonObject,
  type Lease,
  type NonEmpty,
  type SpentLease,
} from '@turnout/core'

type Value = Json | undefined

/** Plain checks of what has arrived; each throws where it is something else. */
export function readText(value: Value): string {
  if (typeof value !== 'string') throw new TypeError(`Expected a text, and not ${JSON.stringify(value)}.`)
  return value
}

export function readNumber(value: Value): number {
  if (typeof value !== 'number') throw new TypeError(`Expected a number, and not ${JSON.stringify(value)}.`)
  return value
}

export function readObject(value: Value): JsonObject {
  if (!isJsonObject(value)) throw new TypeError(`Expected an object, and not ${JSON.stringify(value)}.`)
  return value
}

export function readList<T>(value: Value, read: (one: Json) => T): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError(`Expected a list, and not ${JSON.stringify(value)}.`)
  return value.map((one: Json) => read(one))
}

export function readOptions(value: Value): NonEmpty<readonly Claim[]> {
  const options = readList(value, readClaims)
  if (!isNonEmpty(options)) throw new TypeError('Expected one option at least.')
  return options
}

export const readClaims = (value: Value): readonly Claim[] => readList(value, readClaim)

function readClaim(value: Json): Claim {
  const { key, amount, limit, windowMs } = readObject(value)
  const claim = { key: readText(key), amount: readNumber(amount), limit: readNumber(limit) }
  return windowMs === undefined ? claim : { ...claim, windowMs: readNumber(windowMs) }
}

export function readActual(value: Json): Actual {
  const { key, amount } = readObject(value)
  return { key: readText(key), amount: readNumber(amount) }
}

export function readCharge(value: Json): Charge {
  const { id, key, amount, endsInMs } = readObject(value)
  return { id: readText(id), key: readText(key), amount: readNumber(amount), endsInMs: readNumber(endsInMs) }
}

/** As one process tells another of it, whose clock has another beginning. */
export interface LeaseMessage extends Omit<Lease, 'useBeforeMs'> {
  readonly endsInMs: number
}

/** `fromMs`: on the clock of the reader. */
export function readLease(value: Json, fromMs: number): Lease {
  const { id, key, granted, endsInMs } = readObject(value)
  const useBeforeMs = fromMs + readNumber(endsInMs)
  return { id: readText(id), key: readText(key), granted: readNumber(granted), useBeforeMs }
}

export const leaseMessage = ({ useBeforeMs, ...lease }: Lease, nowMs: number): LeaseMessage => ({
  ...lease,
  endsInMs: useBeforeMs - nowMs,
})

export function readSpent(value: Json, fromMs: number): SpentLease {
  const { lease, unused } = readObject(value)
  return { lease: readLease(readObject(lease), fromMs), unused: readNumber(unused) }
}
