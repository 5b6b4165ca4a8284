import { askedPaths, type Deployment, type Feature, type ProviderAdapter } from '@turnout/core'
import { perDeployment } from './endpoint.ts'

/** What some or all models of a provider lack, or what its wire cannot express. */
export interface CapabilityRow {
  /** By the model's name, without whatever prefix; absent: all of them. */
  readonly models?: RegExp
  readonly lacks: readonly Feature[]
}

const none: readonly string[] = []

/**
 * An adapter's `unsupported` from rows of what is lacking. A row for some models is for those that are known by name: by
 * `base_model`, else by the model's own name at the provider's own address. Elsewhere a name may mean anything.
 */
export function unsupportedBy(rows: readonly CapabilityRow[]): NonNullable<ProviderAdapter['unsupported']> {
  const lackedBy = perDeployment((deployment) => {
    const name = knownModel(deployment)
    const fitting = rows.filter(({ models }) => !models || (name !== undefined && models.test(name)))
    return [...new Set(fitting.flatMap(({ lacks }) => lacks))]
  })
  return (_operation, request, deployment) => {
    const lacked = lackedBy(deployment)
    return lacked.length === 0 ? none : [...new Set(lacked.flatMap((feature) => askedPaths(feature, request)))]
  }
}

function knownModel({ apiBase, model, info }: Deployment): string | undefined {
  const stated = info['base_model']
  if (typeof stated === 'string' && stated !== '') return lastSegment(stated)
  return apiBase === undefined ? lastSegment(model) : undefined
}

const lastSegment = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
