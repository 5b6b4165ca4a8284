import { isJsonObject } from '@turnout/core'
import type { Body, Rewrite } from './rewrite.ts'

/** What becomes of one message: the same object where nothing has to change. */
export type MessageRewrite = (message: Body, at: number, all: readonly unknown[]) => Body

/** The message rewrites of a vendor, in order, in one walk. */
export const messages = (says: string, ...steps: readonly MessageRewrite[]): Rewrite => ({
  says,
  rewrite(body) {
    const all = body['messages']
    if (!Array.isArray(all)) return body
    let changed: unknown[] | undefined
    for (let at = 0; at < all.length; at++) {
      const message: unknown = all[at]
      if (!isJsonObject(message)) continue
      let fitting: Body = message
      for (let i = 0; i < steps.length; i++) fitting = steps[i]?.(fitting, at, all) ?? fitting
      if (fitting === message) continue
      changed ??= [...all]
      changed[at] = fitting
    }
    return changed ? { ...body, messages: changed } : body
  },
})
