import { isJsonObject, type Json, type JsonObject, type Snapshot } from '@turnout/core'

/** Nobody has so much to say; to read it would keep requests waiting. */
const longest = 1_000_000

/** A snapshot as another instance wrote it; undefined where it is none: others may use the channel, or another version. */
export function readSnapshot(text: string): Snapshot | undefined {
  if (text.length > longest) return undefined
  const value = parsed(text)
  if (!isJsonObject(value)) return undefined
  const { instance, leaving, signals } = value
  if (typeof instance !== 'string' || !isJsonObject(signals)) return undefined
  const byDeployment: Record<string, JsonObject> = Object.create(null)
  for (const [id, bySignal] of Object.entries(signals)) if (isJsonObject(bySignal)) byDeployment[id] = bySignal
  return { instance, signals: byDeployment, ...(leaving === true ? { leaving } : {}) }
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
