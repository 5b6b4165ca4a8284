/** Letters of these keys, written as escapes: then one may stand where no search for it looks. */
const asciiEscape = '\\u00'

const modelKey = '"model"'

/** What the router has decided by: where one of these stands twice, the provider might go by the other. */
const decidedKeys = ['"stream"', '"n"']

/** Above this the search for keys costs more than writing anew. */
const longestSpliced = 16 * 1024

/** No model name is longer, and no more of the text is looked at for it. */
const longestName = 1024

/**
 * The request's own bytes with another model in them, and with usage asked for where it is not; undefined where that
 * cannot be done safely. Everything else stays to the letter: big numbers, spacing, the order of keys.
 */
export function spliceBody(
  raw: Uint8Array,
  request: Readonly<Record<string, unknown>>,
  model: string,
  askUsage: boolean,
): Uint8Array | undefined {
  if (raw.byteLength > longestSpliced || (askUsage && request['stream_options'] !== undefined)) return undefined
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const at = bytes.indexOf(modelKey)
  if (at === -1 || [modelKey, ...decidedKeys].some((key) => standsTwice(bytes, key)) || bytes.includes(asciiEscape))
    return undefined
  const value = modelValue(bytes, at + modelKey.length)
  if (!value || value.name !== request['model']) return undefined
  const open = bytes.indexOf('{') + 1
  const asked = askUsage ? usageQuestion : Buffer.alloc(0)
  const named = Buffer.from(JSON.stringify(model))
  return Buffer.concat([
    ...[bytes.subarray(0, open), asked, bytes.subarray(open, value.start)],
    ...[named, bytes.subarray(value.end)],
  ])
}

function standsTwice(bytes: Buffer, key: string): boolean {
  const at = bytes.indexOf(key)
  return at !== -1 && bytes.indexOf(key, at + key.length) !== -1
}

const usageQuestion = Buffer.from('"stream_options":{"include_usage":true},')

const member = /^\s*:\s*("(?:[^"\\]|\\.)*")/

interface ModelValue {
  readonly name: unknown
  readonly start: number
  readonly end: number
}

/** What stands behind the key that ends at `from`, and where; undefined where the key is no key. */
function modelValue(bytes: Buffer, from: number): ModelValue | undefined {
  const match = member.exec(bytes.toString('latin1', from, from + longestName))
  const text = match?.[1]
  if (!match || text === undefined) return undefined
  const end = from + match[0].length
  const start = end - text.length
  return { name: JSON.parse(bytes.toString('utf8', start, end)), start, end }
}
