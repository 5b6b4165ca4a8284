import type { Json, JsonObject } from '@turnout/core'

/** The file came from YAML or JSON, so what passed the schema is JSON; this says so to the compiler by making it so. */
export const asJson = (value: object): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, entry as Json]))
