import { withCredential } from '../deployments-credentials.ts'
import { resolveModel } from '../provider-name.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import type { ModelEntry } from '../schema/model-list.ts'

/** A deployment as the file has it, with its place in `model_list`. */
export interface Listed {
  readonly index: number
  readonly weight: number | undefined
  readonly rpm: number | undefined
  readonly tpm: number | undefined
  readonly maxParallelRequests: number | undefined
  /** How many tokens a request may have, where `model_info` tells. */
  readonly window: number | undefined
  readonly id: string | undefined
}

/** The deployments of each group, in order. Those that are left out of the router are left out here. */
export function listedGroups(
  { model_list, credential_list }: ConfigFile,
  providers: readonly string[] = [],
): ReadonlyMap<string, readonly Listed[]> {
  const groups = new Map<string, Listed[]>()
  for (const [index, entry] of (model_list ?? []).entries()) {
    if (!resolveModel(entry.litellm_params.model, entry.litellm_params.custom_llm_provider, providers)) continue
    if (!withCredential(entry.litellm_params, credential_list)) continue
    const listed = groups.get(entry.model_name) ?? []
    groups.set(entry.model_name, listed)
    listed.push(listedEntry(entry, index))
  }
  return groups
}

const listedEntry = ({ litellm_params: params, model_info, rpm, tpm }: ModelEntry, index: number): Listed => ({
  index,
  weight: params.weight ?? undefined,
  rpm: params.rpm ?? rpm ?? undefined,
  tpm: params.tpm ?? tpm ?? undefined,
  maxParallelRequests: params.max_parallel_requests ?? undefined,
  window: model_info?.max_input_tokens ?? model_info?.max_tokens ?? undefined,
  id: model_info?.id ?? undefined,
})
