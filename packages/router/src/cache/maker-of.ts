import type { Deployment } from '@turnout/core'
import { canonical } from './canonical.ts'
import { digestKey } from './digest-key.ts'

const known = new WeakMap<Deployment, string>()

/** What makes a deployment's answers. Its id may be somebody's own, and go on with another model. */
export function makerOf(deployment: Deployment): string {
  const before = known.get(deployment)
  if (before) return before
  const { provider, model, apiBase, defaults, params, settings, mockResponse } = deployment
  const maker = digestKey(canonical([provider, model, apiBase, defaults, params, settings, mockResponse]))
  known.set(deployment, maker)
  return maker
}
