import { createHash } from 'node:crypto'
import { isSecretName } from './secret-name.ts'

export interface Identity {
  readonly group: string
  readonly provider: string
  readonly model: string
  readonly apiBase: string | undefined
  readonly apiVersion: string | undefined
  /** Everything else in `litellm_params`. */
  readonly params: Readonly<Record<string, unknown>>
  /** How many equals stand before it. */
  readonly ordinal: number
}

/**
 * A deployment's id where none is given: stable across reloads, instances and the order of keys, and across a rotated
 * key, because nothing secret goes into it.
 */
export function deploymentId({ group, provider, model, apiBase, apiVersion, params, ordinal }: Identity): string {
  const parts = [group, provider, model, apiBase ?? null, apiVersion ?? null, canonical(params), ordinal]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)
}

/** Keys in order and nothing secret, at every depth. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const shown = Object.entries(value).filter(([name]) => !isSecretName(name))
  return shown.map(([name, entry]) => [name, canonical(entry)]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
