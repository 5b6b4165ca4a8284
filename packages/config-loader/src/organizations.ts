import type { ModelEntry } from './schema/model-list.ts'

interface Listed {
  readonly entry: ModelEntry
  /** Where it stands in the file. */
  readonly index: number
}

/** A list of organizations is a deployment for each, as in LiteLLM; an id that is given becomes `id/organization`. */
export function eachOrganization(entry: ModelEntry, index: number): readonly Listed[] {
  const { organization } = entry.litellm_params
  if (!Array.isArray(organization)) return [{ entry, index }]
  return organization.map((one) => {
    const info = entry.model_info?.id ? { ...entry.model_info, id: `${entry.model_info.id}/${one}` } : entry.model_info
    return {
      entry: { ...entry, litellm_params: { ...entry.litellm_params, organization: one }, model_info: info },
      index,
    }
  })
}
