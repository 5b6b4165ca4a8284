/** What the router has decided by: where one of these stands twice, the provider might go by the other. */
const decided = /"(?:model|stream|n)"|\\u00[67]/g

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
  const at = modelKeyIn(raw)
  if (at === -1) return undefined
  const start = valueAfter(raw, at + modelKey.length)
  const old = quoted(request['model'])
  if (start === -1 || !raw.startsWith(old, start)) return undefined
  const open = raw.indexOf('{') + 1
  const head = askUsage ? raw.slice(0, open) + usageQuestion + raw.slice(open, start) : raw.slice(0, start)
  return head + quoted(model) + raw.slice(start + old.length)
}

/** As JSON. */
const quoted = (name: unknown): string =>
  typeof name === 'string' && isPlain.test(name) ? `"${name}"` : JSON.stringify(name)

const isPlain = /^[\w./:@-]*$/

const modelKey = '"model"'
const usageQuestion = '"stream_options":{"include_usage":true},'

/** Where the key stands; -1 where not each of the keys stands at most once, or one may be written in escaped letters. */
function modelKeyIn(raw: string): number {
  let [model, stream, choices] = [-1, false, false]
  decided.lastIndex = 0
  for (let match = decided.exec(raw); match; match = decided.exec(raw)) {
    const [key] = match
    if (key === modelKey && model === -1) model = match.index
    else if (key === '"stream"' && !stream) stream = true
    else if (key === '"n"' && !choices) choices = true
    else return -1
  }
  return model
}

const colon = 0x3a

/** Where the value of a key begins that ends at `from`; -1 where it is no key. */
function valueAfter(raw: string, from: number): number {
  const mark = skipSpace(raw, from)
  return raw.charCodeAt(mark) === colon ? skipSpace(raw, mark + 1) : -1
}

function skipSpace(raw: string, from: number): number {
  let at = from
  while (isSpace(raw.charCodeAt(at))) at++
  return at
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
