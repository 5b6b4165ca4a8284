import type { JsonObject } from '@turnout/core'

/** An envelope of one event. (Sentry developer documentation, "Envelopes".) */
export function envelope(eventId: string, event: JsonObject, sentMs: number): string {
  const payload = JSON.stringify(event)
  const header = { event_id: eventId, sent_at: new Date(sentMs).toISOString() }
  const item = { type: 'event', content_type: 'application/json', length: Buffer.byteLength(payload) }
  return `${JSON.stringify(header)}\n${JSON.stringify(item)}\n${payload}\n`
}
