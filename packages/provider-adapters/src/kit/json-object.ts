import { isJsonObject, type JsonObject } from '@turnout/core'
import * as z from 'zod'

/** Nobody nests deeper, and what walks through an object must come to an end. */
const deepest = 200

/**
 * A JSON object that passes on as it is: not copied, because a copy by zod lacks a member that is called `__proto__`.
 */
export const jsonObject = z.custom<JsonObject>(
  (value) => isJsonObject(value) && !isDeeper(value, deepest),
  `not an object, or nested more than ${deepest} deep`,
)

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const member of Object.values(value)) if (isDeeper(member, levels - 1)) return true
  return false
}
