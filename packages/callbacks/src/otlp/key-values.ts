/**
 * `key=value,key=value` with percent-encoded values, as `OTEL_EXPORTER_OTLP_HEADERS` and `OTEL_RESOURCE_ATTRIBUTES` have
 * it (W3C Baggage without its metadata). What is no pair is left out.
 */
export function keyValues(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const at = pair.indexOf('=')
      const key = pair.slice(0, Math.max(at, 0)).trim()
      const value = decoded(pair.slice(at + 1).trim())
      return key === '' || value === undefined ? [] : [[key, value]]
    }),
  )
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
