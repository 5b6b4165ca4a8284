import { createHash } from 'node:crypto'

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

const secretName = /key|secret|token|password|credential|authorization/i

/**
 * A deployment's id where none is given: stable across reloads, instances and the order of keys, and across a rotated
 * key, because nothing secret goes into it.
 */
export function deploymentId({ group, provider, model, apiBase, apiVersion, params, ordinal }: Identity): string {
  const shown = Object.entries(params).filter(([name]) => !secretName.test(name))
  const text = JSON.stringify([group, provider, model, apiBase ?? null, apiVersion ?? null, canonical(shown), ordinal])
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value) && value.every((entry) => Array.isArray(entry)))
    return value.map(([key, entry]) => [key, canonical(entry)]).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return canonical(Object.entries(value).filter(([name]) => !secretName.test(name)))
}
