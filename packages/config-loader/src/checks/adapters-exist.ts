import type { Path, Problem } from '../problem.ts'
import { resolveModel } from '../provider-name.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** A provider that is known and has no adapter yet: the file loads, and requests to that deployment fail. */
export function checkAdapters(
  { model_list }: ConfigFile,
  adapters: readonly string[],
  shown: Shown = asItIs,
): readonly Problem[] {
  return (model_list ?? []).flatMap(({ litellm_params }, index): Problem[] => {
    const { model, custom_llm_provider, mock_response } = litellm_params
    const provider = resolveModel(model, custom_llm_provider, adapters)?.provider
    if (mock_response || provider === undefined || adapters.includes(provider)) return []
    const path: Path = ['model_list', index, 'litellm_params', 'model']
    const told = custom_llm_provider ? shown(provider) : shown(model) === model ? provider : shown(model)
    const message = `There is no adapter for ${told} yet; requests to this deployment fail.`
    return [{ level: 'warning', code: 'no-adapter', message, path }]
  })
}
