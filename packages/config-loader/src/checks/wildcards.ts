import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** `*` in a group's or a model's name: LiteLLM matches it, and Turnout takes it for a letter. */
export function checkWildcards({ model_list }: ConfigFile, shown: Shown = asItIs): readonly Problem[] {
  return (model_list ?? []).flatMap(({ model_name, litellm_params: { model } }, index) => {
    const later = (name: string, is: string, ...keys: readonly string[]): readonly Problem[] => {
      const message = `wildcards are not matched yet; only the name ${shown(name)} itself is ${is}.`
      return name.includes('*')
        ? [{ level: 'warning', code: 'wildcard-later', message, path: ['model_list', index, ...keys] }]
        : []
    }
    return [...later(model_name, 'answered', 'model_name'), ...later(model, 'sent', 'litellm_params', 'model')]
  })
}
