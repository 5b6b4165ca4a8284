/**
 * Attributes as OTLP/JSON has them (opentelemetry-proto, common.proto `KeyValue`, JSON Protobuf Encoding): text that
 * begins with a comma, so that what goes before need not be known. `intValue` is a string there, since it has 64 bits.
 */
type Attribute<T> = (value: T) => string

/** Nobody's names are longer; a caller may write anything. */
const longest = 256
/** Of a failure's words. */
const longestMessage = 1_024
/** Values that are put into words once. */
const mostKnown = 1_000

const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** As a string in JSON; what is too long for a name is cut. */
export const quotedName = (text: string): string => quotedUpTo(text, longest)

export const quotedMessage = (text: string): string => quotedUpTo(text, longestMessage)

function quotedUpTo(text: string, most: number): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text
  return plain.test(short) ? `"${short}"` : JSON.stringify(short)
}

const starting = (key: string, type: string): string => `,{"key":${JSON.stringify(key)},"value":{"${type}":`

export function textAttribute(key: string): Attribute<string> {
  const start = starting(key, 'stringValue')
  return (value) => `${start}${quotedName(value)}}}`
}

/** The same, of a few values that come again and again. */
export function nameAttribute(key: string): Attribute<string> {
  const make = textAttribute(key)
  const known = new Map<string, string>()
  return (value) => {
    const before = known.get(value)
    if (before !== undefined) return before
    const made = make(value)
    if (known.size >= mostKnown) known.clear()
    known.set(value, made)
    return made
  }
}

/** A failure's words, or as long. */
export function messageAttribute(key: string): Attribute<string> {
  const start = starting(key, 'stringValue')
  return (value) => `${start}${quotedMessage(value)}}}`
}

/** Text of any length. */
export function longTextAttribute(key: string): Attribute<string> {
  const start = starting(key, 'stringValue')
  return (value) => `${start}${JSON.stringify(value)}}}`
}

export function intAttribute(key: string): Attribute<number> {
  const start = `${starting(key, 'intValue')}"`
  const known: string[] = []
  return (value) => {
    const int = Math.round(value)
    if (!(int >= 0 && int < mostKnown)) return `${start}${int}"}}`
    known[int] ??= `${start}${int}"}}`
    return known[int]
  }
}

export function doubleAttribute(key: string): Attribute<number> {
  const start = starting(key, 'doubleValue')
  return (value) => `${start}${value}}}`
}

/** With so many digits behind the point, from 1 to 9: quicker than all that there are. */
export function decimalAttribute(key: string, digits: number): Attribute<number> {
  const start = starting(key, 'doubleValue')
  const scale = 10 ** digits
  return (value) => {
    const whole = Math.floor(Math.max(0, value))
    const rest = Math.floor((Math.max(0, value) - whole) * scale)
    return `${start}${whole}.${String(scale + rest).slice(1)}}}`
  }
}

export function flagAttribute(key: string): string {
  return `${starting(key, 'boolValue')}true}}`
}

export function listAttribute(key: string): Attribute<readonly string[]> {
  const start = starting(key, 'arrayValue')
  return (values) => `${start}{"values":[${values.map((value) => `{"stringValue":${quotedName(value)}}`).join()}]}}}`
}
