import type { Cancel, JsonObject } from '@turnout/core'

/** The way between a worker and its primary: messages arrive once and in order, as JSON, while both live. */
export interface Wire {
  send(message: object): void
  listen(hear: (message: JsonObject) => void): Cancel
}
