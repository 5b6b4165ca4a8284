import { isJsonObject, type JsonObject } from '@turnout/core'

/** A choice with another message, or another delta where it is a chunk's; the same where `fix` gives the same. */
export function withMessage(
  choice: JsonObject,
  fix: (message: JsonObject, isDelta: boolean) => JsonObject,
): JsonObject {
  const key = isJsonObject(choice['message']) ? 'message' : 'delta'
  const message = choice[key]
  if (!isJsonObject(message)) return choice
  const fixed = fix(message, key === 'delta')
  return fixed === message ? choice : { ...choice, [key]: fixed }
}
