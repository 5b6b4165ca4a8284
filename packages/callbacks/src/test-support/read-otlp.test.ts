/** Reads OTLP/JSON by the rules of opentelemetry-proto alone; throws what breaks them. Knows nothing of what wrote it. */
export interface ReadSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly traceState: string | undefined
  readonly flags: number
  readonly name: string
  readonly kind: number
  readonly startNanos: bigint
  readonly endNanos: bigint
  readonly attributes: Readonly<Record<string, unknown>>
  readonly events: readonly {
    readonly name: string
    readonly timeNanos: bigint
    readonly attributes: Readonly<Record<string, unknown>>
  }[]
  readonly status: { readonly code: number; readonly message?: string } | undefined
}

export interface ReadExport {
  readonly resource: Readonly<Record<string, unknown>>
  readonly scope: string
  readonly spans: readonly ReadSpan[]
}

type Fields = Readonly<Record<string, unknown>>

export function readOtlp(text: string): ReadExport {
  const { resourceSpans } = only(JSON.parse(text), 'resourceSpans')
  const [first, ...others] = list(resourceSpans)
  if (others.length > 0) throw new Error('more than one resource')
  const { resource, scopeSpans } = only(first, 'resource', 'scopeSpans')
  const [scoped] = list(scopeSpans)
  const { scope, spans } = only(scoped, 'scope', 'spans')
  const attributes = attributesOf(only(resource, 'attributes')['attributes'])
  return { resource: attributes, scope: string(only(scope, 'name')['name']), spans: list(spans).map(spanOf) }
}

function spanOf(value: unknown): ReadSpan {
  const names = ['traceId', 'spanId', 'parentSpanId', 'traceState', 'flags', 'name', 'kind', 'startTimeUnixNano']
  const span = only(value, ...names, 'endTimeUnixNano', 'attributes', 'events', 'status')
  const status = span['status'] === undefined ? undefined : only(span['status'], 'code', 'message')
  return {
    traceId: hex(span['traceId'], 32),
    spanId: hex(span['spanId'], 16),
    parentSpanId: span['parentSpanId'] === undefined ? undefined : hex(span['parentSpanId'], 16),
    traceState: span['traceState'] === undefined ? undefined : string(span['traceState']),
    flags: int32(span['flags']),
    name: string(span['name']),
    kind: int32(span['kind']),
    startNanos: fixed64(span['startTimeUnixNano']),
    endNanos: fixed64(span['endTimeUnixNano']),
    attributes: attributesOf(span['attributes']),
    events: list(span['events'] ?? []).map((event) => {
      const { timeUnixNano, name, attributes } = only(event, 'timeUnixNano', 'name', 'attributes')
      return { name: string(name), timeNanos: fixed64(timeUnixNano), attributes: attributesOf(attributes) }
    }),
    status: status && { code: int32(status['code']), message: string(status['message']) },
  }
}

function attributesOf(value: unknown): Fields {
  const pairs = list(value).map((pair) => {
    const { key, value } = only(pair, 'key', 'value')
    return [string(key), anyValue(value)] as const
  })
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error('a key comes twice')
  return Object.fromEntries(pairs)
}

function anyValue(value: unknown): unknown {
  const [[type, held] = ['', undefined], ...others] = Object.entries(fields(value))
  if (others.length > 0) throw new Error('a value has two types')
  if (type === 'stringValue') return string(held)
  if (type === 'boolValue' && typeof held === 'boolean') return held
  if (type === 'intValue') return Number(int64(held))
  if (type === 'doubleValue' && typeof held === 'number') return held
  if (type === 'arrayValue') return list(only(held, 'values')['values']).map(anyValue)
  throw new Error(`not a value: ${type}`)
}

function only(value: unknown, ...names: readonly string[]): Fields {
  const own = fields(value)
  for (const name of Object.keys(own)) if (!names.includes(name)) throw new Error(`no field is called ${name}`)
  return own
}

const fields = (value: unknown): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object')
  return { ...value }
}

const list = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error('not a list')
  return value
}

const string = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('not a string')
  return value
}

const matching = (value: unknown, form: RegExp): string => {
  if (!form.test(string(value))) throw new Error(`${String(value)} is not ${form}`)
  return string(value)
}

const hex = (value: unknown, digits: number): string => matching(value, new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`))
const int64 = (value: unknown): bigint => BigInt(matching(value, /^-?\d+$/))
const fixed64 = (value: unknown): bigint => BigInt(matching(value, /^\d{19}$/))

const int32 = (value: unknown): number => {
  if (!Number.isInteger(value)) throw new Error('not an int32')
  return Number(value)
}
