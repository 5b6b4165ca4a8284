import { isJsonObject, type Json, type JsonObject, type Snapshot } from '@turnout/core'

/** A snapshot as another instance sent it; undefined where it is none: others may say something, or another version. */
export function snapshotOf(value: Json | undefined): Snapshot | undefined {
  if (!isJsonObject(value)) return undefined
  const { instance, leaving, signals } = value
  if (typeof instance !== 'string' || !isJsonObject(signals)) return undefined
  const byDeployment: Record<string, JsonObject> = Object.create(null)
  for (const [id, bySignal] of Object.entries(signals)) if (isJsonObject(bySignal)) byDeployment[id] = bySignal
  return { instance, signals: byDeployment, ...(leaving === true ? { leaving } : {}) }
}
