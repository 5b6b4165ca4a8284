import type { Deployment } from '@turnout/core'
import { filledModel } from './patterns.ts'
import type { Resolved } from './resolve-group.ts'

/** A deployment with `*` in its model, for one name. */
export type FilledDeployments = (deployment: Deployment, wildcard: NonNullable<Resolved['wildcard']>) => Deployment

/** More names than this are not remembered. */
const most = 1_000

/** The same object for the same name, because adapters remember deployments by identity. */
export function filledDeployments(): FilledDeployments {
  const known = new Map<string, Deployment>()
  return (deployment, { name, captures }) => {
    const key = `${deployment.id} ${name}`
    const filled = known.get(key) ?? { ...deployment, model: filledModel(deployment.model, captures, name) }
    if (known.size >= most) known.clear()
    known.set(key, filled)
    return filled
  }
}
