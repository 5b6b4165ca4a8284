import { isJsonObject, type JsonObject } from '@turnout/core'
import * as z from 'zod'

/** An object of JSON that is handed on, not looked into: all of its members stay (zod's records lose a `__proto__`). */
export const jsonObject = z.custom<JsonObject>(isJsonObject)
