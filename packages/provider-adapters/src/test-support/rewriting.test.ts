import type { Deployment } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { expect } from 'vitest'
import type { Rewrite } from '../openai-compatible/request/rewrite.ts'

/** What `rewrite` makes of a body; it must be the same object where it is equal, and the one given must not change. */
export function rewriting({ rewrite }: Rewrite, body: object, deployment: Partial<Deployment> = {}): unknown {
  const given = structuredClone(body)
  const result = rewrite(body as Readonly<Record<string, unknown>>, makeDeployment({ model: 'm', ...deployment }))
  expect(body).toEqual(given)
  if (JSON.stringify(result) === JSON.stringify(given)) expect(result).toBe(body)
  return result
}

/** The same for messages. */
export const rewritingMessages = (rewrite: Rewrite, ...messages: readonly object[]): unknown =>
  (rewriting(rewrite, { messages }) as { messages: unknown }).messages
