import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

const starsIn = (name: string): number => name.split('*').length - 1

/** A model with more `*` than its group: nothing that a caller asks for fills those that are left. */
export function checkWildcards({ model_list }: ConfigFile, shown: Shown = asItIs): readonly Problem[] {
  return (model_list ?? []).flatMap(({ model_name, litellm_params: { model } }, index): readonly Problem[] => {
    if (starsIn(model) <= starsIn(model_name)) return []
    const message = `has more * than ${shown(model_name)}: nothing fills those that are left.`
    return [
      { level: 'warning', code: 'unfilled-wildcard', message, path: ['model_list', index, 'litellm_params', 'model'] },
    ]
  })
}
