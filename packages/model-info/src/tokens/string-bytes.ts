/** UTF-8 bytes of all strings and keys inside a value, however deep. */
export const stringBytes = (value: unknown): number => {
  let bytes = 0
  const rest: unknown[] = [value]
  const seen = new Set<object>()
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') bytes += Buffer.byteLength(next)
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    if (!Array.isArray(next)) for (const key of Object.keys(next)) bytes += Buffer.byteLength(key)
    for (const inner of Object.values(next)) rest.push(inner ?? null)
  }
  return bytes
}
