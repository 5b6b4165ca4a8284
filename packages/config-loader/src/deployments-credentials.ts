import { isAdapterSetting } from './accepted-keys.ts'
import { at, isMap } from './map.ts'
import type { ModelEntry } from './schema/model-list.ts'

type Params = ModelEntry['litellm_params']

export interface WithCredential {
  readonly params: Params
  /** The credential that a deployment names; nothing of it comes from the usual variables then. */
  readonly credential?: string
}

/**
 * The parameters of a deployment that names one of `credential_list`, with that one's values where it has none of its
 * own; undefined when there is no such credential.
 */
export function withCredential(params: Params, list: unknown): WithCredential | undefined {
  const { litellm_credential_name: name, ...own } = params
  if (name === undefined || name === null || name === '') return { params: own }
  const found = credentials(list).find((one) => at(one, 'credential_name') === name)
  const values = at(found, 'credential_values')
  if (found === undefined || (!isMap(values) && values !== undefined && values !== null)) return undefined
  const stated = Object.entries(own).filter(([, value]) => value !== undefined && value !== null)
  const address = stated.some(([key]) => addresses.has(key))
  const given = Object.entries(values ?? {}).filter(
    ([key, value]) => typeof value === 'string' && isOfCredential(key) && !(address && addresses.has(key)),
  )
  return { params: { ...own, ...Object.fromEntries(given), ...Object.fromEntries(stated) }, credential: String(name) }
}

export const credentialNames = (list: unknown): readonly string[] =>
  credentials(list).flatMap((one) => {
    const name = at(one, 'credential_name')
    return typeof name === 'string' ? [name] : []
  })

const credentials = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : [])

const addresses = new Set(['api_base', 'base_url'])

/** What says where and with what; a credential changes nothing of a request. */
const isOfCredential = (key: string): boolean =>
  ['api_key', 'api_base', 'base_url', 'api_version'].includes(key) ||
  (key !== 'extra_headers' && key !== 'simulated' && isAdapterSetting(key))
