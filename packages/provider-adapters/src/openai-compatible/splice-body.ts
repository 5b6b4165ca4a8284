/** The letters of `model`, written as escapes: then the key may stand where no search for it looks. */
const escapedLetter = '\\u006'

/**
 * The request's own text with another model in it, and with usage asked for where it is not; undefined where that
 * cannot be done safely. Everything else stays to the letter: big numbers, spacing, the order of keys.
 */
export function spliceBody(
  raw: string,
  request: Readonly<Record<string, unknown>>,
  model: string,
  askUsage: boolean,
): string | undefined {
  if (askUsage && request['stream_options'] !== undefined) return undefined
  const at = raw.indexOf(modelKey)
  if (at === -1 || raw.includes(modelKey, at + 1) || raw.includes(escapedLetter)) return undefined
  const value = modelValue(raw, at)
  if (!value || JSON.parse(raw.slice(value.start, value.end)) !== request['model']) return undefined
  const changed = `${raw.slice(0, value.start)}${JSON.stringify(model)}${raw.slice(value.end)}`
  if (!askUsage) return changed
  const open = changed.indexOf('{') + 1
  return `${changed.slice(0, open)}"stream_options":{"include_usage":true},${changed.slice(open)}`
}

const modelKey = '"model"'

const memberOf = /\s*:\s*("(?:[^"\\]|\\.)*")/y

/** Where the text stands that follows the key at `at`; undefined where the key is no key. */
function modelValue(raw: string, at: number): { readonly start: number; readonly end: number } | undefined {
  memberOf.lastIndex = at + modelKey.length
  const match = memberOf.exec(raw)
  const text = match?.[1]
  return text === undefined ? undefined : { start: memberOf.lastIndex - text.length, end: memberOf.lastIndex }
}
